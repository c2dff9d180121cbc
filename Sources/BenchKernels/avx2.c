#if defined(__x86_64__)
#define INSTRUCTION_SET avx2
#define WIDTH 32
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "peaks.inc"
#pragma clang attribute pop
#endif
