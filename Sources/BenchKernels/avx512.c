#if defined(__x86_64__)
#define INSTRUCTION_SET avx512
#define WIDTH 64
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#include "peaks.inc"
#pragma clang attribute pop
#endif
