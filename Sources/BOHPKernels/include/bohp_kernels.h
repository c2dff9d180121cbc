// The inner loops of BOHP, compiled once for each instruction set and chosen when the program starts.
//
// A vector has `stride` elements, a whole number of 64-byte vectors, of which the first `neurons` count. A
// matrix has `stride` columns, and rows up to a multiple of BOHP_ROWS. All the rest is zero and stays zero.
// A matrix is kept in blocks of BOHP_ROWS rows; a block holds the first 64 bytes of each of its rows, then the
// next 64 bytes of each, and so on, so that working on a block walks through memory in order. Everything starts
// on a 64-byte border. Functions work on the rows first..<end, so that several threads can share a step;
// `first` is a multiple of the elements in 64 bytes.
#ifndef BOHP_KERNELS_H
#define BOHP_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of the widest vector that the kernels use, and the alignment that they ask for.
#define BOHP_ALIGNMENT 64
/// How many rows of a matrix the kernels work on at a time.
#define BOHP_ROWS 4

#define BOHP_DECLARE_KERNELS(real, name)                                                                     \
    typedef struct {                                                                                         \
        /* "avx512", "avx2" or "baseline". */                                                                \
        const char *instructionSet;                                                                          \
        /* y = tanh(x), elementwise; at most 4 units in the last place from the exact value. */              \
        void (*tanh)(size_t count, const real *x, real *y);                                                  \
/* One step forward, in one pass; `effective` and `next` are m(t-1) and m(t), m = w + alpha ∘ hebb:  \
             next = w + eta · (effective - w) + (1-eta) · alpha ∘ (y1 ⊗ y2)                                  \
             x = next · y1 + input                                                                           \
             y = tanh(x)                                                                                     \
           `next` may be `effective`. */                                                                     \
        void (*forward)(size_t neurons, size_t stride, size_t first, size_t end, real eta, const real *w,    \
                        const real *alpha, const real *effective, real *next, const real *y1,                \
                        const real *y2, const real *input, real *x, real *y);                                \
        /* One step backward, in one pass, from dx = ∂L/∂x(t) and p, with ∂L/∂hebb = alpha ∘ p:              \
             p = eta · p + dx ⊗ y1                                                                           \
             column1 += effectiveᵀ · dx                                                                      \
             column2 += (1-eta) · (alpha ∘ p)ᵀ · y1                                                          \
             row = (1-eta) · (alpha ∘ p) · y2                                                                \
           and, if `previous` is not null, the effective weights one step before:                            \
             previous = w + (effective - w - (1-eta) · alpha ∘ (y1 ⊗ y2)) / eta                              \
           `previous` may be `effective`. */                                                                 \
        void (*backward)(size_t neurons, size_t stride, size_t first, size_t end, real eta, const real *w,   \
                         const real *alpha, const real *effective, real *previous, real *p, const real *y1,  \
                         const real *y2, const real *dx, real *column1, real *column2, real *row);           \
        /* The gradients, walked through time with the trace in registers; y holds y(-2), y(-1), y(0), …     \
           and dx ∂L/∂x(0), ∂L/∂x(1), …, vectors one behind the other:                 \
             gradientW = Σ_t dx(t) ⊗ y(t-1)                                                                  \
             gradientAlpha = Σ_t (dx(t) ⊗ y(t-1)) ∘ hebb(t) */                                               \
        void (*gradients)(size_t neurons, size_t stride, size_t first, size_t end, size_t steps, real eta,   \
                          const real *y, const real *dx, real *gradientW, real *gradientAlpha);              \
        /* The derivatives of all outputs with respect to one parameter of neuron `target`, one step on (RTRL): \
             dhebb = eta · dhebb + (1-eta) · (dy1 ⊗ y2 + y1 ⊗ dy2)                                           \
             dy = slope ∘ (effective · dy1 + (alpha ∘ dhebb) · y1 + direct at `target`)                      \
           where effective = w + alpha ∘ hebb(t), alphaY1[k,j] = alpha[k,j] · y1[j], slope = 1 - y². */      \
        void (*tangent)(size_t neurons, size_t stride, real eta, const real *effective, const real *alphaY1, \
                        const real *slope, const real *y1, const real *y2, const real *dy1, const real *dy2, \
                        size_t target, real direct, real *dhebb, real *dy);                                  \
        /* One update by Adam; `rate` and `scale` carry the bias corrections:                                \
             m = beta1 · m + (1-beta1) · g,   v = decay2 · v + gain2 · g²                                    \
             parameter -= rate · m / (√v · scale + epsilon) */                                               \
        void (*adam)(size_t count, real beta1, real decay2, real gain2, real rate, real scale, real epsilon, \
                     const real *gradient, real *m, real *v, real *parameter);                               \
    } name;

BOHP_DECLARE_KERNELS(double, bohp_kernels_f64)
BOHP_DECLARE_KERNELS(float, bohp_kernels_f32)

/// The kernels for the widest instruction set that this processor has, or for the one that the environment
/// variable BOHP_KERNELS names (avx512, avx2, baseline) if the processor has it.
const bohp_kernels_f64 *bohp_select_f64(void);
const bohp_kernels_f32 *bohp_select_f32(void);

/// Makes this thread's arithmetic take denormal numbers for zero; returns what to hand to
/// `bohp_restore_denormals` afterwards.
///
/// Backward in time an error shrinks by 1-y² at every saturated neuron, and soon falls below the smallest
/// normal number, where x86 processors take a hundred times longer for a sum. A gradient's element
/// is a sum of such terms with one of order one, so what is flushed is below its last bit.
uint64_t bohp_flush_denormals(void);
void bohp_restore_denormals(uint64_t state);

#endif
