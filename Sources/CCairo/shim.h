#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-ps.h>
