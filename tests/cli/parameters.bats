#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# plateau parameters: the reference, printed from the table the reader uses.
bats_require_minimum_version 1.5.0

setup() {
    program=${PLATEAU:-$PWD/plateau}
}

@test "a parameter with its unit, range, default and month" {
    run -0 "$program" parameters sales.close
    [ "$output" = "sales.close
    the share of worked leads that sign
    between 0 and 1, unit: share; default: 5%; dated, by the month of signing" ]
}

@test "what is required, what is whole, what must be above 0" {
    run -0 "$program" parameters .term
    [ "${lines[2]}" = "    a whole number between 1 and 120, unit: months; default: required; dated, by the month of signing" ]
    run -0 "$program" parameters spend.mean
    [ "${lines[2]}" = "    above 0 and at most 1,000,000,000, unit: money a month; default: required; dated, by the month of signing" ]
}

@test "words, texts, yes and no" {
    run -0 "$program" parameters spend.shape
    [ "${lines[2]}" = "    lognormal or fixed; default: lognormal; not dated" ]
    run -0 "$program" parameters plan.currency
    [ "${lines[2]}" = "    text; default: \$; not dated" ]
    run -0 "$program" parameters .offered
    [ "${lines[2]}" = "    yes or no; default: yes; dated, by the month of signing" ]
}

@test "a rule that comes later is marked" {
    run -0 "$program" parameters rep.
    [[ "$output" == *"rep.<class>.salary"$'\n'* ]]
    [ "$("$program" parameters | grep -c '(not yet)$')" -eq 1 ]
    run -0 "$program" parameters expect
    [ "${lines[0]}" = "expect.<metric> (not yet)" ]
}

@test "all of them, and the rows about the scenario itself" {
    run -0 "$program" parameters
    [ "${lines[0]}" = "name" ]
    [ "$("$program" parameters | grep -c '^[a-z]')" -eq 91 ]
}

# Whose month counts (leads: signing; ramp and quitting: decision; money: payment), and what is blank unless given.
@test "pay, qualification and onboarding" {
    while read -r name rest; do
        run -0 "$program" parameters "$name"
        [ "${lines[2]}" = "    $rest" ] || { echo "$name: ${lines[2]}"; return 1; }
    done << 'TEXT'
.leads between 0 and 1,000,000, unit: leads a month; default: 0; dated, by the month of signing
.ramp a whole number between 0 and 120, unit: months; default: 0; dated, by the month of the decision
.quit between 0 and 1, unit: share a month; default: 0%; dated, by the month of the decision
.refill a whole number between 0 and 120, unit: months; default: 0; dated, by the month of the decision
.hiring_cost between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of payment
.commission_months a whole number between 0 and 1,200, unit: months; default: blank; dated, by the month of payment
.clawback a whole number between 0 and 1,200, unit: months; default: 0; dated, by the month of payment
qualify.min_spend between 0 and 1,000,000,000, unit: money a month; default: 0; dated, by the month of signing
qualify.return_after a whole number between 1 and 1,200, unit: months; default: 1; dated, by the month of signing
onboarding.months a whole number between 0 and 1,200, unit: months; default: 0; dated, by the month of the decision
onboarding.activation between 0 and 1, unit: share; default: 100%; dated, by the month of signing
service.accounts above 0 and at most 1,000,000, unit: clients; default: blank; dated, by the month of payment
expansion.limit between 0 and 100, unit: share; default: blank; dated, by the month of payment
bonus.every a whole number between 1 and 1,200, unit: months; default: blank; dated, by the month of payment
cost.lead between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of payment
TEXT
}

# Whose month counts: what changes a client's decisions goes by the month of the decision; a referred client's terms by
# the month it signs; winning back by the month of the loss.
@test "satisfaction, care, rescue, win-back and referrals" {
    while read -r name rest; do
        run -0 "$program" parameters "$name"
        [ "${lines[2]}" = "    $rest" ] || { echo "$name: ${lines[2]}"; return 1; }
    done << 'TEXT'
nps.promoters between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
nps.detractors between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
promoter.churn between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
detractor.churn between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
service.weight between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
service.lift between -10 and 10, unit: standard deviations; default: 0; dated, by the month of the decision
performance.weight between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
performance.lift between -10 and 10, unit: standard deviations; default: 0; dated, by the month of the decision
care.coverage between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
care.success between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
care.after a whole number between 0 and 1,200, unit: months; default: 0; dated, by the month of the decision
care.cost between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of the decision
rescue.share between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
rescue.success between 0 and 1, unit: share; default: 0%; dated, by the month of the decision
rescue.cost between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of the decision
winback.share between 0 and 1, unit: share; default: 0%; dated, by the month of payment
winback.after a whole number between 1 and 1,200, unit: months; default: 1; dated, by the month of payment
winback.cost between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of payment
winback.churn between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
referral.leads between 0 and 1,000, unit: leads a month; default: 0; dated, by the month of the decision
referral.close_ratio between 0 and 1,000, unit: factor; default: 1; dated, by the month of signing
referral.spend between 0 and 1,000, unit: factor; default: 1; dated, by the month of signing
referral.churn between 0 and 1,000, unit: factor; default: 1; dated, by the month of the decision
referral.reward between 0 and 1,000,000,000, unit: money; default: 0; dated, by the month of signing
TEXT
}

@test "the reference in scenarios/README.md is what the program prints (else: make reference)" {
    readme=${BATS_TEST_DIRNAME}/../../scenarios/README.md
    "$program" parameters --markdown > "$BATS_TEST_TMPDIR/printed"
    sed -n '/^<!-- reference: /,/^<!-- end of the reference -->$/p' "$readme" | sed '1,2d;$d' | sed '$d' > "$BATS_TEST_TMPDIR/shipped"
    diff -u "$BATS_TEST_TMPDIR/shipped" "$BATS_TEST_TMPDIR/printed"
}

@test "as a table for a README" {
    run -0 "$program" parameters --markdown spend.cv
    [ "${lines[0]}" = "| parameter | unit | default | takes | month | meaning |" ]
    [ "${lines[2]}" = "| \`spend.cv\` | factor | 0 | between 0 and 20 | dated, by the month of signing | standard deviation of ad spend divided by its mean |" ]
}

@test "a word that no parameter has" {
    run -1 "$program" parameters nonsense
    [ "$output" = "plateau parameters: no parameter has 'nonsense' in its name" ]
}

@test "--help and wrong usage" {
    run -0 "$program" parameters --help
    [ "${lines[0]}" = "Usage: plateau parameters [OPTION]... [WORD]" ]
    run -2 "$program" parameters a b
    [ "$output" = "plateau parameters: only one WORD can be looked for
Try 'plateau parameters --help'" ]
    run -2 "$program" parameters --markdwon
    [ "$output" = "plateau parameters: there is no option '--markdwon'; did you mean '--markdown'?
Try 'plateau parameters --help'" ]
    run -2 "$program" parameters --markdown=yes
    [ "${lines[0]}" = "plateau parameters: option '--markdown' takes no value" ]
}
