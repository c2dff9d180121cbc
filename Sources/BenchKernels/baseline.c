#define INSTRUCTION_SET baseline
#define WIDTH 16
#include "peaks.inc"
