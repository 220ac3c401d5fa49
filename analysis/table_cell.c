/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/table_cell.h"

#include "sim/support/text.h"

void table_cell_number(FILE *out, double value)
{
    char text[TEXT_NUMBER];
    fprintf(out, ",%s", text_number(value, text));
}

void table_cell_text(FILE *out, const char *text)
{
    fputc(',', out);
    text_put_csv(out, text);
}
