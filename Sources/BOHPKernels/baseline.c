#define INSTRUCTION_SET baseline
#include "instantiate.h"
