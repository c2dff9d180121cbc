// The inner loops of BOHP, compiled once for each instruction set and chosen when the program starts.
//
// A vector has `stride` elements, a whole number of 64-byte vectors, of which the first `neurons` count. A
// matrix has `stride` columns, and rows up to a multiple of BOHP_ROWS. All the rest is zero and stays zero.
// A matrix is kept in blocks of BOHP_ROWS rows; a block holds the first 64 bytes of each of its rows, then the
// next 64 bytes of each, and so on, so that working on a block walks through memory in order. Everything starts
// on a 64-byte boundary. Functions work on the rows first..<end, so that several threads can share a step;
// `first` is a multiple of the elements in 64 bytes.
#ifndef BOHP_KERNELS_H
#define BOHP_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of the widest vector that the kernels use, and the alignment that they ask for.
#define BOHP_ALIGNMENT 64
/// How many rows of a matrix the kernels work on at a time.
#define BOHP_ROWS 4

#pragma clang assume_nonnull begin

/// A network as the kernels see it. The matrices hold doubles or floats, like the table of kernels that is called.
typedef struct {
    /// N, and the elements of a vector with its padding.
    size_t neurons, stride;
    double eta;
    /// (1-eta) · w: what a step adds to the effective weights for w.
    const void *gainW;
    const void *alpha;
} bohp_network;

/// A network of any rule of plasticity: hebb(t) = clip(keep ∘rows hebb(t-1) + (gain ∘ y(t-1)) ⊗ y(t-2)), with a keep and
/// a gain for each target neuron at each step. The magnitudes of the trace are at most `clip`, which may be infinite.
typedef struct {
    /// N, and the elements of a vector with its padding.
    size_t neurons, stride;
    double clip;
    const void *w;
    const void *alpha;
} bohp_gated_network;

/// Adam's numbers; `rate` and `scale` carry the bias corrections.
typedef struct {
    double beta1, decay2, gain2, rate, scale, epsilon;
} bohp_adam;

/// The kernels in one precision, for one instruction set. Arrays are of that precision. Those of a step work on
/// the rows first..<end.
typedef struct {
    /// "avx512", "avx2" or "baseline".
    const char *instructionSet;
    /// Elements in 64 bytes.
    size_t lanes;

    /// y = tanh(x), elementwise; at most 4 units in the last place from the exact value.
    void (*tanh)(size_t count, const void *x, void *y);

    /// One step forward, in one pass; `effective` and `next` are m(t-1) and m(t), m = w + alpha ∘ hebb:
    ///     next = eta · effective + (1-eta) · (w + alpha ∘ (y1 ⊗ y2))
    ///     x = next · y1 + input
    ///     y = tanh(x)
    /// `next` may be `effective`.
    void (*forward)(bohp_network network, size_t first, size_t end, const void *effective, void *next,
                    const void *y1, const void *y2, const void *input, void *x, void *y);

    /// dx = (1 - y²) ∘ adjoint, and adjoint = 0.
    void (*slope)(size_t first, size_t end, const void *y, void *adjoint, void *dx);

    /// One step backward, in one pass, from dx = ∂L/∂x(t) and p, with ∂L/∂hebb = scale · alpha ∘ p:
    ///     p += dx ⊗ y1 / scale
    ///     column1 = effectiveᵀ · dx
    ///     column2 = (1-eta) · scale · (alpha ∘ p)ᵀ · y1
    ///     row = (1-eta) · scale · (alpha ∘ p) · y2
    /// and, if there is a `previous`, the effective weights one step before:
    ///     previous = (effective - (1-eta) · (w + alpha ∘ (y1 ⊗ y2))) / eta
    /// The column sums are those over the given rows. `previous` may be `effective`.
    void (*backward)(bohp_network network, size_t first, size_t end, double scale, const void *effective,
                     void *_Nullable previous, void *p, const void *y1, const void *y2, const void *dx,
                     void *column1, void *column2, void *row);

    /// The contributions of a backward step to earlier adjoints, from column sums over several parts of the rows,
    /// `stride` elements apart:
    ///     adjoint1 += row + Σ column1
    ///     adjoint2 += Σ column2
    void (*gather)(size_t first, size_t end, size_t stride, size_t parts, const void *row, const void *column1,
                   const void *column2, void *adjoint1, void *adjoint2);

    /// The gradients, walked through time with the trace in registers; y holds y(-2), y(-1), y(0), … and dx
    /// ∂L/∂x(0), ∂L/∂x(1), …, vectors one behind the other:
    ///     gradientW = Σ_t dx(t) ⊗ y(t-1)
    ///     gradientAlpha = Σ_t (dx(t) ⊗ y(t-1)) ∘ hebb(t)
    void (*gradients)(bohp_network network, size_t first, size_t end, size_t steps, const void *y,
                      const void *dx, void *gradientW, void *gradientAlpha);

    /// The gradient for eta, a part for each of the rows, from the same vectors:
    ///     row = Σ_t (alpha ∘ (dx(t) ⊗ y(t-1)) ∘ ∂hebb(t)/∂eta) · 1
    void (*etaGradient)(bohp_network network, size_t first, size_t end, size_t steps, const void *y,
                        const void *dx, void *row);

    /// One step forward with any rule, in one pass; `trace` and `next` are hebb(t-1) and hebb(t):
    ///     next = clip(keep ∘rows trace + (gain ∘ y1) ⊗ y2)
    ///     x = (w + alpha ∘ next) · y1 + input
    ///     y = tanh(x)
    void (*forwardGated)(bohp_gated_network network, size_t first, size_t end, const void *keep, const void *gain,
                         const void *trace, void *next, const void *y1, const void *y2, const void *input, void *x,
                         void *y);

    /// One step backward with any rule, in one pass, from dx = ∂L/∂x(t) and p, with p = keep(t+1) ∘rows pass(t+1) ∘ P(t+1)
    /// and ∂L/∂hebb(t) = alpha ∘ P(t); `trace` and `before` are hebb(t) and hebb(t-1), pass is 1 where |trace| < clip and
    /// 0 elsewhere:
    ///     P = pass ∘ (p + dx ⊗ y1)
    ///     column1 = (w + alpha ∘ trace)ᵀ · dx
    ///     column2 = (alpha ∘ P)ᵀ · (gain ∘ y1)
    ///     q = (alpha ∘ P) · y2
    ///     h = (alpha ∘ P ∘ before) · 1
    ///     p = keep ∘rows P
    /// The column sums are those over the given rows.
    void (*backwardGated)(bohp_gated_network network, size_t first, size_t end, const void *keep, const void *gain,
                          const void *trace, const void *before, void *p, const void *y1, const void *y2,
                          const void *dx, void *column1, void *column2, void *q, void *h);

    /// The gradients with any rule, like `gradients`; `keep` and `gain` hold those of the steps 0, 1, …
    void (*gradientsGated)(bohp_gated_network network, size_t first, size_t end, size_t steps, const void *keep,
                           const void *gain, const void *y, const void *dx, void *gradientW, void *gradientAlpha);

    /// The derivatives of all outputs with respect to one parameter of neuron `target`, one step on (RTRL), from
    /// d with ∂hebb/∂θ = scale · d:
    ///     d += (1-eta) · (dy1 ⊗ y2 + y1 ⊗ dy2) / scale
    ///     dy = slope ∘ (effective · dy1 + scale · (alpha ∘ d) · y1 + direct at `target`)
    /// where effective = w + alpha ∘ hebb(t), alphaY1[k,j] = alpha[k,j] · y1[j], slope = 1 - y².
    void (*tangent)(bohp_network network, double scale, const void *effective, const void *alphaY1,
                    const void *slope, const void *y1, const void *y2, const void *dy1, const void *dy2,
                    size_t target, double direct, void *d, void *dy);

    /// One update by Adam:
    ///     m = beta1 · m + (1-beta1) · g,   v = decay2 · v + gain2 · g²
    ///     parameter -= rate · m / (√v · scale + epsilon)
    void (*adam)(size_t count, bohp_adam rule, const void *gradient, void *m, void *v, void *parameter);
} bohp_kernels;

/// The kernels for the widest instruction set that this processor has, or for the one that the environment
/// variable BOHP_KERNELS names (avx512, avx2, baseline) if the processor has it.
const bohp_kernels *bohp_select_f64(void);
const bohp_kernels *bohp_select_f32(void);

/// The compiler of the kernels with its version.
const char *bohp_compiler(void);

#pragma clang assume_nonnull end

/// Makes this thread's arithmetic treat subnormal numbers as zero; returns what to pass to
/// `bohp_restore_denormals` afterwards.
///
/// Backward in time an error shrinks by 1-y² at every saturated neuron, and soon falls below the smallest
/// normal number, where x86 processors take a hundred times longer for a sum. Flushed numbers, below 1.2e-38 in
/// single precision, are negligible beside Adam's epsilon, 1e-8, and beside the weights that a gradient changes.
uint64_t bohp_flush_denormals(void);
void bohp_restore_denormals(uint64_t state);

/// Tells the processor that this thread only waits in a loop, so that the core's other thread runs faster.
static inline void bohp_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
