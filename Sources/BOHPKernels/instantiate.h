// Both precisions of the kernels in this file's instruction set.
#include "bohp_kernels.h"

#define PASTE3(a, b, c) a##_##b##_##c
#define NAME3(a, b, c) PASTE3(a, b, c)
#define QUOTE(a) #a
#define QUOTED(a) QUOTE(a)

#define REAL double
#define INTEGER int64_t
#define LANES 8
#define SUFFIX f64
#define EXPONENT_SHIFT 52
#define ROUNDER 6755399441055744.0 /* 1.5 · 2^52: adding it rounds to an integer */
#define TANH_IS_ONE 19.5           /* 1 - tanh(19.5) < 2^-54 */
#define LN2_HIGH 0x1.62e42fefa3800p-1
#define LN2_LOW 0x1.ef35793c76730p-45
#define EXPM1_TERMS                                                                                          \
    {1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, \
     1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800}
#include "kernels.inc"
#undef REAL
#undef INTEGER
#undef LANES
#undef SUFFIX
#undef EXPONENT_SHIFT
#undef ROUNDER
#undef TANH_IS_ONE
#undef LN2_HIGH
#undef LN2_LOW
#undef EXPM1_TERMS

#define REAL float
#define INTEGER int32_t
#define LANES 16
#define SUFFIX f32
#define EXPONENT_SHIFT 23
#define ROUNDER 12582912.0f /* 1.5 · 2^23 */
#define TANH_IS_ONE 9.5f    /* 1 - tanh(9.5) < 2^-25 */
#define LN2_HIGH 0x1.62e000p-1f
#define LN2_LOW 0x1.0bfbe8p-15f
#define EXPM1_TERMS {1.0f / 2, 1.0f / 6, 1.0f / 24, 1.0f / 120, 1.0f / 720, 1.0f / 5040, 1.0f / 40320}
#include "kernels.inc"
