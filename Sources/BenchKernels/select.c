#include "bench_kernels.h"

extern const bench_kernels bench_baseline;
#if defined(__x86_64__)
extern const bench_kernels bench_avx2, bench_avx512;
#endif

const bench_kernels *bench_select(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512vl"))
            return &bench_avx512;
        return &bench_avx2;
    }
#endif
    return &bench_baseline;
}
