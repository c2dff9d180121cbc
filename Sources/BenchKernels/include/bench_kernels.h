// Loops that do nothing but reach a limit of the machine, compiled once for each instruction set as those of
// BOHPKernels are; always the widest that the processor has, whatever BOHP_KERNELS says.
#ifndef BENCH_KERNELS_H
#define BENCH_KERNELS_H

#include <stddef.h>

typedef struct {
    // "avx512", "avx2" or "baseline".
    const char *instructionSet;
    // Floating-point operations of one round of the loops below.
    size_t operationsPerRound64, operationsPerRound32;
    // Rounds of independent a ← a · scale + shift, all in registers; the result depends on every one of them.
    double (*arithmetic64)(size_t rounds, double scale, double shift);
    float (*arithmetic32)(size_t rounds, float scale, float shift);
    // a ← a · scale + b over arrays: two numbers read and one written per element, and none fetched only to be
    // overwritten. Arrays start on a 64-byte boundary; `count` is a multiple of 8.
    void (*update)(size_t count, double scale, double *a, const double *b);
} bench_kernels;

const bench_kernels *bench_select(void);

#endif
