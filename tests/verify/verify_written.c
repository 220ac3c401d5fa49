/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_written.h"

struct script_rule *written_add(struct written *self, uint32_t purpose, double a, double b, double c, double d)
{
    struct script_rule *rule = &self->rule[self->count++];
    assert_true(self->count <= WRITTEN_RULES);
    *rule = (struct script_rule){
        purpose, SCRIPT_ANY, SCRIPT_ANY, {script_word(a), script_word(b), script_word(c), script_word(d)}};
    return rule;
}

/* Of one client or seat only. */
static struct script_rule *only(struct script_rule *rule, uint32_t third, uint32_t fourth)
{
    rule->third = third;
    rule->fourth = fourth;
    return rule;
}

struct script_rule *written_family(struct written *self, double gap, double wants)
{
    struct script_rule *rule = written_add(self, PURPOSE_FAMILY, 0, 0, gap, wants);
    rule->word[FAMILY_LOW] = WRITTEN_LOW;
    rule->word[FAMILY_HIGH] = WRITTEN_HIGH;
    return rule;
}

/* One sign-up in month 1, whose words are the first of the seat's first block: P(0) = 0.1003, P(1) = 0.3309. */
struct written written_begin(void)
{
    struct written self = {.count = 0};
    written_add(&self, PURPOSE_ARRIVALS, 0.05, 0.05, 0.05, 0.05);
    only(written_add(&self, PURPOSE_ARRIVALS, 0.2, 0.05, 0.05, 0.05), 0, 0);
    written_add(&self, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 0.4);
    written_family(&self, 0, 0.999);
    written_add(&self, PURPOSE_CHILD_FAMILY, 0.1, 0.2, 0, 0.999);
    return self;
}

struct script_rule *written_offer(struct written *self, uint32_t n, double offer, double stay, double next)
{
    return only(written_add(self, script_nth(PURPOSE_RESCUE, n), offer, stay, next, 0.5), WRITTEN_LOW, WRITTEN_HIGH);
}

struct script_rule *written_child(struct written *self, uint32_t index, uint32_t low, double next, double change,
                                  double life)
{
    struct script_rule *rule = only(written_add(self, script_nth(PURPOSE_CHILD, index), 0, 0, next, 0), WRITTEN_LOW,
                                    WRITTEN_HIGH);
    rule->word[CHILD_LOW] = low;
    rule->word[CHILD_HIGH] = low + 2;
    only(written_add(self, PURPOSE_CHILD_CLIENT, 0.5, 0.3, change, life), low, low + 2);
    return rule;
}

struct written_played written_play(const char *rows, const char *sets, const struct written *written, size_t clients)
{
    struct script script = {written->rule, written->count};
    struct draw_source source = script_source(&script);
    struct written_played played = {.made = verify_new(rows, NULL, sets)};
    played.lives = verify_lives_play(played.made, 1, WRITTEN_PLAYS, &source);
    assert_int_equal(played.lives.count, clients * WRITTEN_PLAYS);
    for (size_t i = clients; i < played.lives.count; i++)
        assert_true(verify_lives_same(&played.lives.life[i], &played.lives.life[i % clients]));
    return played;
}

void written_free(struct written_played *self)
{
    verify_lives_free(&self->lives);
    verify_free(self->made);
}

int64_t written_all_in(const struct written_played *self, enum series series, int a, int b)
{
    int64_t sum = 0;
    for (int month = 1; month <= self->made->plan.months; month++) {
        int64_t value = verify_value(&self->made->sample, series, month, WRITTEN_PLAYS - 1);
        if (value != 0 && month != a && month != b)
            fail_msg("%s in month %d: %lld", series_info(series)->name, month, (long long)value);
        sum += value;
    }
    return sum;
}
