/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/letters.h"

#include <stdio.h>
#include <string.h>

#include "sim/support/text.h"

static const char ELLIPSIS[] = "…";

enum { FIRST_LETTER = ' ', LAST_LETTER = '~' };

/* Advance widths of the printable ASCII letters, in thousandths of an em. */
static const unsigned short regular[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
static const unsigned short bold[] = {
    348, 456,  521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415,  380, 365, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830,  683,
    683, 821,  837, 372, 372, 775,  637, 995, 837, 850, 733, 850, 770, 720,  682, 812, 774, 1103, 771,
    724, 725,  457, 365, 457, 838,  500, 500, 675, 716, 593, 716, 678, 435,  716, 712, 343, 343,  665,
    343, 1042, 712, 687, 716, 716,  493, 595, 478, 712, 652, 924, 645, 652,  582, 712, 365, 712,  838};
_Static_assert(sizeof regular / sizeof regular[0] == LAST_LETTER - FIRST_LETTER + 1, "one width a letter");
_Static_assert(sizeof bold / sizeof bold[0] == LAST_LETTER - FIRST_LETTER + 1, "one width a letter");

/* Outside ASCII by the length in UTF-8: accented Latin, Greek and Cyrillic take two bytes, symbols and CJK more. */
enum { SHORT_FOREIGN = 820, LONG_FOREIGN = 1000 };

size_t letters_character(const char *text)
{
    size_t rest = strnlen(text, 4);
    for (size_t length = 1; length <= rest; length++)
        if (text_utf8_prefix((const unsigned char *)text, length) == length)
            return length;
    return 0;
}

/* The same, a byte that begins no character counting as one. */
static size_t letter(const char *text)
{
    size_t length = letters_character(text);
    return length > 0 ? length : 1;
}

static double em(const char *text, size_t length, bool is_bold)
{
    unsigned char first = (unsigned char)text[0];
    if (length > 1)
        return (length == 2 ? SHORT_FOREIGN : LONG_FOREIGN) / 1000.0;
    if (first < FIRST_LETTER || first > LAST_LETTER)
        return LONG_FOREIGN / 1000.0;
    const unsigned short *width = is_bold ? bold : regular;
    return width[first - FIRST_LETTER] / 1000.0;
}

/* Width of the first size bytes. */
static double width_of(const char *text, size_t size, struct letters_face face)
{
    double sum = 0;
    for (size_t at = 0, length; at < size; at += length) {
        length = letter(text + at);
        sum += em(text + at, length, face.bold);
    }
    return sum * face.points * 4 / 3;
}

double letters_width(const char *text, struct letters_face face)
{
    return width_of(text, strlen(text), face);
}

/* How many bytes of text, whole characters, fit into pixels and into a line. */
static size_t bytes_that_fit(const char *text, double pixels, struct letters_face face)
{
    size_t at = 0;
    double used = 0;
    while (text[at]) {
        size_t length = letter(text + at);
        used += em(text + at, length, face.bold) * face.points * 4 / 3;
        if (used > pixels || at + length + sizeof ELLIPSIS > LETTERS_LINE)
            break;
        at += length;
    }
    return at;
}

const char *letters_cut(const char *text, double pixels, struct letters_face face, char out[LETTERS_LINE])
{
    size_t size = bytes_that_fit(text, pixels, face);
    const char *end = "";
    if (text[size]) {
        size = bytes_that_fit(text, pixels - letters_width(ELLIPSIS, face), face);
        while (size > 0 && strchr(" ,;:", text[size - 1]))
            size--;
        end = ELLIPSIS;
    }
    snprintf(out, LETTERS_LINE, "%.*s%s", (int)size, text, end);
    return out;
}

/* Where to end a line of which at most `fits` bytes fit: behind the last word that is whole, else in a word. */
static size_t break_at(const char *text, size_t fits)
{
    if (!text[fits])
        return fits;
    for (size_t at = fits; at > 0; at--)
        if (text[at] == ' ' && text[at + 1] != '%')
            return at;
    return fits;
}

/* Breaks greedily. line may be NULL: only counts. */
static size_t wrap(const char *text, double pixels, struct letters_face face, char line[][LETTERS_LINE], size_t most)
{
    char last[LETTERS_LINE] = "";
    size_t count = 0;
    for (;;) {
        text += strspn(text, " ");
        size_t end = break_at(text, bytes_that_fit(text, pixels, face));
        if (!text[end] || end == 0 || count + 1 == most) {
            letters_cut(text, pixels, face, line ? line[count] : last);
            return count + 1;
        }
        if (line)
            snprintf(line[count], LETTERS_LINE, "%.*s", (int)end, text);
        count++;
        text += end;
    }
}

/* Wraps what has no newline, evenly. */
static size_t wrap_evenly(const char *text, double pixels, struct letters_face face, char line[][LETTERS_LINE],
                          size_t most)
{
    enum { HALVINGS = 10 };
    size_t needed = wrap(text, pixels, face, NULL, most + 1); /* one line more than allowed: not all fits */
    if (needed > 1 && needed <= most) {
        double low = pixels / 2, high = pixels;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (wrap(text, middle, face, NULL, most + 1) > needed)
                low = middle;
            else
                high = middle;
        }
        pixels = high;
    }
    return wrap(text, pixels, face, line, most);
}

size_t letters_wrap(const char *text, double pixels, struct letters_face face, char line[][LETTERS_LINE], size_t most)
{
    char part[2 * LETTERS_LINE];
    size_t count = 0;
    for (;;) {
        size_t length = strcspn(text, "\n");
        snprintf(part, sizeof part, "%.*s", (int)length, text);
        count += wrap_evenly(part, pixels, face, line + count, most - count);
        text += length;
        if (!*text || count == most)
            return count;
        text++;
    }
}
