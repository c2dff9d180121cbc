#include "bohp_kernels.h"
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

extern const bohp_kernels bohp_baseline_f64, bohp_baseline_f32;

#if defined(__x86_64__)
extern const bohp_kernels bohp_avx2_f64, bohp_avx512_f64, bohp_avx2_f32, bohp_avx512_f32;

static int widest(void) {
    __builtin_cpu_init();
    int rank = 0;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) rank = 1;
    if (rank == 1 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl"))
        rank = 2;
    const char *wish = getenv("BOHP_KERNELS");
    if (wish && strcmp(wish, "baseline") == 0) return 0;
    if (wish && strcmp(wish, "avx2") == 0 && rank > 1) return 1;
    return rank;
}

const bohp_kernels *bohp_select_f64(void) {
    const bohp_kernels *const kernels[] = {&bohp_baseline_f64, &bohp_avx2_f64, &bohp_avx512_f64};
    return kernels[widest()];
}

const bohp_kernels *bohp_select_f32(void) {
    const bohp_kernels *const kernels[] = {&bohp_baseline_f32, &bohp_avx2_f32, &bohp_avx512_f32};
    return kernels[widest()];
}
#else
const bohp_kernels *bohp_select_f64(void) { return &bohp_baseline_f64; }
const bohp_kernels *bohp_select_f32(void) { return &bohp_baseline_f32; }
#endif

const char *bohp_compiler(void) { return __VERSION__; }

uint64_t bohp_flush_denormals(void) {
#if defined(__x86_64__)
    unsigned state = _mm_getcsr();
    _mm_setcsr(state | 0x8040);  // flush results to zero, treat subnormal operands as zero
    return state;
#elif defined(__aarch64__)
    uint64_t state;
    __asm__ volatile("mrs %0, fpcr" : "=r"(state));
    __asm__ volatile("msr fpcr, %0" ::"r"(state | (1ull << 24)));
    return state;
#else
    return 0;
#endif
}

void bohp_restore_denormals(uint64_t state) {
#if defined(__x86_64__)
    _mm_setcsr((unsigned)state);
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" ::"r"(state));
#else
    (void)state;
#endif
}
