#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# plateau explain: what is in force, and where it came from.
bats_require_minimum_version 1.5.0

setup() {
    program=${PLATEAU:-$PWD/plateau}
    cd "$BATS_TEST_TMPDIR"
    mkdir tactics
    cat > baseline.csv << 'CSV'
parameter,value,month,note
name,Our agency
rep.standard.count,3
rep.standard.leads,20
spend.mean,"$40,000.00",,as a spreadsheet saves it
spend.cv,0.8
contract.month.term,1
contract.month.fee,10%
contract.month.nonrenewal,1/12
CSV
    cat > tactics/hire.csv << 'CSV'
parameter,value,month,note
base,../baseline.csv
# one more from month 7 on
rep.standard.count,+=1,7
CSV
}

# The lines about one parameter, blanks squeezed.
about() { # parameter, words of the command...
    local name=$1
    shift
    "$program" explain "$@" > output
    grep "^$name[@ ]" output | tr -s ' '
}

# Quartile bounds that nobody gave: 40000 / sqrt(1.64) x exp(z sqrt(ln 1.64)) for z = -0.67449, 0, 0.67449.
@test "every value of a small scenario, word for word" {
    "$program" explain baseline.csv > output
    sed 's/ *$//' output > squeezed
    diff -u - squeezed << 'TEXT'
Our agency

plan.months                     60            months               default
plan.currency                   $                                  default
plan.discount_rate              10%           share a year         default
sales.arrivals                  poisson                            default
sales.close                     5%            share                default
rep.standard.count              3             reps                 baseline.csv:3
rep.standard.leads              20            leads a month        baseline.csv:4
rep.standard.ramp               0             months               default
rep.standard.quit               0%            share a month        default
rep.standard.refill             0             months               default
rep.standard.salary             0             money a month        default
rep.standard.hiring_cost        0             money                default
rep.standard.commission         0%            share                default
rep.standard.commission_months  (blank)       months               default
rep.standard.clawback           0             months               default
rep.standard.churn              1             factor               default
qualify.min_spend               0             money a month        default
qualify.time_reused             0%            share                default
qualify.return_share            0%            share                default
qualify.return_after            1             months               default
spend.shape                     lognormal                          default
spend.mean                      40000         money a month        baseline.csv:5
spend.cv                        0.8           factor               baseline.csv:6
spend.q1                        19436.08433   money a month        quartile of the spend law in the lowest base file, month 1
spend.q2                        31234.75238   money a month        quartile of the spend law in the lowest base file, month 1
spend.q3                        50195.79764   money a month        quartile of the spend law in the lowest base file, month 1
quartile.1.churn                1             factor               default
quartile.2.churn                1             factor               default
quartile.3.churn                1             factor               default
quartile.4.churn                1             factor               default
contract.month.term             1             months               baseline.csv:7
contract.month.fee              10%           share of spend       baseline.csv:8
contract.month.nonrenewal       8.333333333%  share a term         baseline.csv:9
contract.month.share.q1         1             weight               default
contract.month.share.q2         1             weight               default
contract.month.share.q3         1             weight               default
contract.month.share.q4         1             weight               default
contract.month.early_exit       0%            share a month        default
contract.month.concentration    (blank)       factor               default
contract.month.offered          yes                                default
contract.month.switch_share     0%            share                default
contract.month.label            month                              default
churn.multiplier                1             factor               default
onboarding.months               0             months               default
onboarding.churn                1             factor               default
onboarding.activation           100%          share                default
nps.promoters                   0%            share                default
nps.detractors                  0%            share                default
promoter.churn                  1             factor               default
detractor.churn                 1             factor               default
service.weight                  1             factor               default
service.lift                    0             standard deviations  default
service.accounts                (blank)       clients              default
service.salary                  0             money a month        default
service.bonus                   0%            share                default
performance.weight              1             factor               default
performance.lift                0             standard deviations  default
care.coverage                   0%            share                default
care.success                    0%            share                default
care.after                      0             months               default
care.cost                       0             money                default
rescue.share                    0%            share                default
rescue.success                  0%            share                default
rescue.cost                     0             money                default
winback.share                   0%            share                default
winback.after                   1             months               default
winback.cost                    0             money                default
winback.churn                   1             factor               default
referral.leads                  0             leads a month        default
referral.close_ratio            1             factor               default
referral.spend                  1             factor               default
referral.churn                  1             factor               default
referral.reward                 0             money                default
expansion.yearly                0%            share a year         default
expansion.limit                 (blank)       share                default
bonus.every                     (blank)       months               default
bonus.share                     0%            share                default
cost.serve                      0%            share                default
cost.fixed                      0             money a month        default
cost.lead                       0             money                default
cost.signup                     0             money                default
cost.lost                       0             money                default
book.file                       (blank)                            default
book.tenure                     (blank)                            default
book.contract                   (blank)                            default
book.spend                      (blank)                            default
book.fee                        (blank)                            default
book.left                       (blank)                            default
book.renewal                    (blank)                            default
TEXT
}

@test "a change shows the value, its month and each part of the chain" {
    run -0 about rep.standard.count tactics/hire.csv
    [ "${lines[0]}" = "rep.standard.count 3 reps tactics/../baseline.csv:3" ]
    [ "${lines[1]}" = "rep.standard.count@7 4 reps = 3 tactics/../baseline.csv:3, += 1 tactics/hire.csv:4" ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "--set acts on top of all files" {
    run -0 about rep.standard.count tactics/hire.csv --set rep.standard.count=2
    [ "$output" = "rep.standard.count 2 reps --set rep.standard.count=2" ]
    run -0 about rep.standard.count --set 'rep.standard.count@9*=2' tactics/hire.csv
    [ "${lines[2]}" = "rep.standard.count@9 8 reps = 3 tactics/../baseline.csv:3, += 1 tactics/hire.csv:4, *= 2 --set rep.standard.count@9*=2" ]
}

@test "rows act in the order of their months, not of their lines" {
    printf 'parameter,value,month\nbase,baseline.csv\nsales.close,*=2,5\nsales.close,10%%,3\n' > s.csv
    run -0 about sales.close s.csv
    [ "${lines[0]}" = "sales.close 5% share default" ]
    [ "${lines[1]}" = "sales.close@3 10% share s.csv:4" ]
    [ "${lines[2]}" = "sales.close@5 20% share = 10% s.csv:4, *= 2 s.csv:3" ]
}

@test "an absolute row replaces what lower layers say later" {
    printf 'parameter,value,month\nbase,tactics/hire.csv\nrep.standard.count,5,2\n' > s.csv
    run -0 about rep.standard.count s.csv
    [ "${lines[1]}" = "rep.standard.count@2 5 reps s.csv:3" ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "a relative row acts on every later value, and on the default" {
    printf 'parameter,value,month\nbase,tactics/hire.csv\nrep.standard.count,+=10,2\nchurn.multiplier,*=0.9\n' > s.csv
    run -0 about rep.standard.count s.csv
    [ "${lines[1]}" = "rep.standard.count@2 13 reps = 3 tactics/../baseline.csv:3, += 10 s.csv:3" ]
    [ "${lines[2]}" = "rep.standard.count@7 14 reps = 3 tactics/../baseline.csv:3, += 1 tactics/hire.csv:4, += 10 s.csv:3" ]
    run -0 about churn.multiplier s.csv
    [ "$output" = "churn.multiplier 0.9 factor default, *= 0.9 s.csv:4" ]
}

@test "with files come between the base and the own rows, without their own base" {
    printf 'parameter,value\nbase,nothere.csv\nsales.close,*=2\n' > double.csv
    printf 'parameter,value\nsales.close,+=1%%\nbase,baseline.csv\nwith,double.csv\nwith,double.csv\n' > s.csv
    run -0 about sales.close s.csv
    [ "$output" = "sales.close 21% share default, *= 2 double.csv:3, *= 2 double.csv:3, += 1% s.csv:2" ]
}

@test "plain share acts before a share by quartile" {
    printf 'parameter,value\nbase,baseline.csv\ncontract.month.share.q2,5\ncontract.month.share,3\n' > s.csv
    run -0 about contract.month.share.q1 s.csv
    [ "$output" = "contract.month.share.q1 3 weight s.csv:4" ]
    run -0 about contract.month.share.q2 s.csv
    [ "$output" = "contract.month.share.q2 5 weight s.csv:3" ]
}

@test "a distribution is shown, used at its mean, and noted once" {
    printf 'parameter,value,month\nbase,baseline.csv\nsales.close,"triangular(4%%,5%%,9%%)"\nsales.close,*=2,3\ncontract.month.share,"uniform(1,2)"\n' > s.csv
    run -0 about sales.close s.csv
    [ "${lines[0]}" = "sales.close 6% share = triangular(4%, 5%, 9%) s.csv:3" ]
    [ "${lines[1]}" = "sales.close@3 12% share = triangular(4%, 5%, 9%) s.csv:3, *= 2 s.csv:4" ]
    [ "$(tail -n 1 output)" = "s.csv: note: 2 inputs are unsure (distributions): their means are used" ]
    [ "$(grep -c note: output)" -eq 1 ]
}

@test "a distribution that a later layer replaces is not noted" {
    printf 'parameter,value\nbase,baseline.csv\nsales.close,"normal(5%%,1%%)"\n' > s.csv
    "$program" explain s.csv | grep -qx 's.csv: note: 1 input is unsure (a distribution): its mean is used'
    run ! grep note: <("$program" explain s.csv --set sales.close=5%)
}

@test "rows after the plan's end are ignored with one note" {
    printf 'parameter,value,month\nbase,baseline.csv\nplan.months,12\nsales.close,1%%,13\nsales.close,2%%,14\n' > s.csv
    run -0 about sales.close s.csv
    [ "$output" = "sales.close 5% share default" ]
    [ "$(tail -n 1 output)" = "s.csv: note: 2 rows begin after the plan's last month (12) and are ignored" ]
    "$program" explain s.csv --set plan.months=13 | grep -qx "s.csv: note: 1 row begins after the plan's last month (13) and is ignored"
}

@test "a class that nobody works in is noted, with the name it may be meant to have" {
    printf 'parameter,value\nbase,baseline.csv\nrep.standrad.leads,20\nrep.senior.count,2\n' > s.csv
    "$program" explain s.csv > output
    grep -qx "s.csv: note: rep.standrad.count is 0 in every month: nobody works its leads; did you mean 'standard'?" output
    grep -qx 's.csv: note: rep.senior.leads is 0 in every month: its reps have nothing to work' output
}

# ---- notes: rows that do nothing ----

notes() { # format of rows on baseline.csv, the notes about them
    printf "parameter,value,month\nbase,baseline.csv\n$1" > s.csv
    shift
    "$program" explain s.csv > output
    printf '%s\n' "$@" | diff -u - <(grep -F ': note: ' output)
}

@test "notes: pay that others must go with" {
    notes 'rep.standard.refill,2\nrep.standard.commission_months,6\nrep.standard.clawback,3,7\n' \
        's.csv:3:21: note: rep.standard.refill does nothing without rep.standard.quit' \
        's.csv:4:32: note: rep.standard.commission_months does nothing without rep.standard.commission' \
        's.csv:5:23: note: rep.standard.clawback does nothing without rep.standard.commission'
    notes 'bonus.every,6\nservice.accounts,20\n' \
        's.csv:3:13: note: bonus.every does nothing without bonus.share' \
        's.csv:4:18: note: service.accounts does nothing without service.salary'
    notes 'bonus.share,10%%\nservice.salary,4000\nexpansion.limit,50%%\nservice.bonus,15%%\n' \
        's.csv:3:13: note: bonus.share does nothing without bonus.every' \
        's.csv:4:16: note: service.salary does nothing without service.accounts' \
        's.csv:5:17: note: expansion.limit does nothing without expansion.yearly'
    notes 'service.bonus,15%%\n' 's.csv:3:15: note: service.bonus does nothing without service.salary'
}

@test "notes: of two classes, the one whose row does nothing" {
    notes 'rep.b.count,1\nrep.b.leads,9\nrep.b.clawback,3\nrep.standard.commission,10%%\nrep.standard.clawback,3\n' \
        's.csv:5:16: note: rep.b.clawback does nothing without rep.b.commission'
}

@test "notes: qualification that turns nobody away" {
    notes 'qualify.time_reused,50%%\nqualify.return_share,20%%\nqualify.return_after,1\n' \
        's.csv:3:21: note: qualify.time_reused does nothing without qualify.min_spend' \
        's.csv:4:22: note: qualify.return_share does nothing without qualify.min_spend'
    notes 'qualify.min_spend,9000\nqualify.return_after,6\n' \
        's.csv:4:22: note: qualify.return_after does nothing without qualify.return_share'
}

@test "notes: nobody qualifies" {
    notes 'spend.shape,fixed\nqualify.min_spend,40001,13\n' \
        's.csv:4:19: note: nobody qualifies in month 13, so no rep signs anybody: every lead spends 40000, and qualify.min_spend is 40001'
    notes 'spend.cv,0\nqualify.min_spend,20000\nspend.mean,10000,9\n' \
        's.csv:4:19: note: nobody qualifies in month 9, so no rep signs anybody: every lead spends 10000, and qualify.min_spend is 20000'
    printf 'parameter,value\nbase,baseline.csv\nspend.shape,fixed\nqualify.min_spend,40000\n' > s.csv
    run ! grep note: <("$program" explain s.csv)
}

@test "notes: onboarding in part" {
    notes 'onboarding.months,3\n' \
        's.csv:3:19: note: onboarding.months does nothing without onboarding.churn and onboarding.activation'
    notes 'onboarding.activation,60%%\nonboarding.churn,2\n' \
        's.csv:3:23: note: onboarding.activation does nothing without onboarding.months' \
        's.csv:4:18: note: onboarding.churn does nothing without onboarding.months'
}

@test "notes: satisfaction that nobody has" {
    notes 'promoter.churn,0.5\ndetractor.churn,2\nservice.lift,0.25,7\nperformance.lift,-1\nservice.weight,2\n' \
        's.csv:3:16: note: promoter.churn does nothing without nps.promoters' \
        's.csv:4:17: note: detractor.churn does nothing without nps.detractors' \
        's.csv:5:14: note: service.lift does nothing without nps.promoters or nps.detractors' \
        's.csv:6:18: note: performance.lift does nothing without nps.promoters or nps.detractors'
    notes 'nps.detractors,20%%,9\npromoter.churn,0.5\ndetractor.churn,2\nservice.lift,0.25\n' \
        's.csv:4:16: note: promoter.churn does nothing without nps.promoters'
}

@test "notes: care without detractors, without success, or none at all" {
    notes 'nps.promoters,40%%\ncare.coverage,80%%,7\ncare.success,60%%,7\n' \
        's.csv:4:15: note: care.coverage does nothing without nps.detractors'
    notes 'nps.detractors,20%%\ncare.success,60%%\ncare.after,2\ncare.cost,500\n' \
        's.csv:4:14: note: care.success does nothing without care.coverage' \
        's.csv:5:12: note: care.after does nothing without care.coverage' \
        's.csv:6:11: note: care.cost does nothing without care.coverage'
    notes 'nps.detractors,20%%\ncare.coverage,80%%\ncare.cost,500\n' \
        's.csv:4:15: note: care.success is 0 in every month: no detractor is made content'
}

@test "notes: rescue and win-back that nobody is tried with, or fail" {
    notes 'rescue.success,30%%\nrescue.cost,100\n' \
        's.csv:3:16: note: rescue.success does nothing without rescue.share' \
        's.csv:4:13: note: rescue.cost does nothing without rescue.share'
    notes 'rescue.share,50%%,3\n' \
        's.csv:3:14: note: rescue.success is 0 in every month: no offer keeps a client'
    notes 'winback.after,6\nwinback.cost,100\nwinback.churn,1.5\n' \
        's.csv:3:15: note: winback.after does nothing without winback.share' \
        's.csv:4:14: note: winback.cost does nothing without winback.share' \
        's.csv:5:15: note: winback.churn does nothing without winback.share'
}

@test "notes: referrals without promoters or leads" {
    notes 'nps.detractors,20%%\nreferral.leads,0.2,7\n' \
        's.csv:4:16: note: referral.leads does nothing without nps.promoters'
    notes 'nps.promoters,40%%\nreferral.close_ratio,5\nreferral.spend,1.2\nreferral.churn,0.7\nreferral.reward,500\n' \
        's.csv:4:22: note: referral.close_ratio does nothing without referral.leads' \
        's.csv:5:16: note: referral.spend does nothing without referral.leads' \
        's.csv:6:16: note: referral.churn does nothing without referral.leads' \
        's.csv:7:17: note: referral.reward does nothing without referral.leads'
}

@test "notes: none for what stands at its neutral value, and none where the rules are whole" {
    printf 'parameter,value,month\nbase,baseline.csv\npromoter.churn,1\ndetractor.churn,1\nservice.lift,0\ncare.coverage,0\nwinback.churn,1\nreferral.spend,1\nrescue.cost,0\n' > s.csv
    run ! grep note: <("$program" explain s.csv)
    printf 'parameter,value,month\nbase,baseline.csv\nnps.promoters,30%%,3\nnps.detractors,"beta(20%%,3%%)"\npromoter.churn,0.8\ndetractor.churn,1.7\nservice.lift,0.2,7\nperformance.lift,-0.1\ncare.coverage,80%%,7\ncare.success,60%%,7\ncare.after,2\ncare.cost,500\nrescue.share,40%%\nrescue.success,30%%\nrescue.cost,200\nwinback.share,5%%\nwinback.after,6\nwinback.cost,50\nwinback.churn,1.2\nreferral.leads,0.1\nreferral.close_ratio,4\nreferral.spend,1.1\nreferral.churn,0.8\nreferral.reward,500\n' > s.csv
    "$program" explain s.csv > output
    [ "$(grep note: output)" = "s.csv: note: 1 input is unsure (a distribution): its mean is used" ]
}

@test "notes: none where all are there" {
    printf 'parameter,value,month\nbase,baseline.csv\nrep.standard.quit,2%%\nrep.standard.refill,2\nrep.standard.commission,10%%\nrep.standard.commission_months,6\nrep.standard.clawback,3\nqualify.min_spend,9000\nqualify.time_reused,50%%\nqualify.return_share,20%%\nqualify.return_after,6\nservice.accounts,20\nservice.salary,4000\nservice.bonus,15%%\nexpansion.yearly,5%%\nexpansion.limit,67%%\nbonus.every,6\nbonus.share,10%%\nonboarding.months,3\nonboarding.churn,"normal(1,0.2)"\nonboarding.activation,60%%\n' > s.csv
    "$program" explain s.csv > output
    [ "$(grep note: output)" = "s.csv: note: 1 input is unsure (a distribution): its mean is used" ]
}

@test "yes and no: also true and false, as spreadsheets save them" {
    printf 'parameter,value,month\nbase,baseline.csv\ncontract.month.offered,FALSE,2\ncontract.month.offered,True,5\ncontract.month.offered,No,7\ncontract.month.offered,YES,9\n' > s.csv
    run -0 about contract.month.offered s.csv
    [ "${lines[0]}" = "contract.month.offered yes default" ]
    [ "${lines[1]}" = "contract.month.offered@2 no s.csv:3" ]
    [ "${lines[2]}" = "contract.month.offered@5 yes s.csv:4" ]
    [ "${lines[3]}" = "contract.month.offered@7 no s.csv:5" ]
    [ "${lines[4]}" = "contract.month.offered@9 yes s.csv:6" ]
}

@test "blank takes a value back" {
    printf 'parameter,value,month\nbase,baseline.csv\ncontract.month.concentration,3\ncontract.month.concentration,,9\n' > s.csv
    run -0 about contract.month.concentration s.csv
    [ "${lines[1]}" = "contract.month.concentration@9 (blank) factor s.csv:4" ]
}

@test "columns in any order, BOM, CRLF, comments, a remark and blank rows" {
    printf '\357\273\277note,value,parameter\r\n# comment, "with" quotes\r\n,40000,spend.mean\r\n,,\r\na remark of its own,,\r\n\r\n,1,contract.a b.term\r\n,"10 %%",contract.a b.fee\r\n,1/12,contract.a b.nonrenewal' > s.csv
    run -0 about 'contract.a b.fee' s.csv
    [ "$output" = "contract.a b.fee 10% share of spend s.csv:8" ]
}

@test "the name: its row, not the base's; else the file's name" {
    [ "$("$program" explain tactics/hire.csv | head -n 1)" = hire ]
    [ "$("$program" explain tactics/hire.csv --set 'name=One more rep' | head -n 1)" = "One more rep" ]
    [ "$("$program" explain baseline.csv | head -n 1)" = "Our agency" ]
    [ "$(sed /name,/d baseline.csv | "$program" explain - | head -n 1)" = scenario ]
}

@test "standard input, with paths from the working folder" {
    printf 'parameter,value\nbase,baseline.csv\nsales.close,7%%\n' | "$program" explain - > output
    grep -q 'standard input:3$' output
    grep -q ' baseline.csv:3$' output
}

@test "a client list: its clients are counted, those who left are not read" {
    printf 'client,months,pays,gone\n"A\nB",12,"$4,000",\nC,0,100,no\nD,?,,YES\n' > tactics/list.csv
    printf 'parameter,value\nbase,../baseline.csv\nbook.file,list.csv\nbook.tenure,months\nbook.fee,pays\nbook.left,gone\n' > tactics/book.csv
    "$program" explain tactics/book.csv > output
    [ "$(tail -n 1 output)" = "The plan starts with 2 clients of tactics/list.csv (1 more has left)." ]
}

@test "--help" {
    run -0 "$program" explain --help
    [ "${lines[0]}" = "Usage: plateau explain [OPTION]... SCENARIO" ]
}

@test "wrong usage" {
    run -2 "$program" explain
    [ "$output" = "plateau explain: no scenario is given
Try 'plateau explain --help'" ]
    run -2 "$program" explain a.csv b.csv
    [ "${lines[0]}" = "plateau explain: only one scenario can be explained" ]
    run -2 "$program" explain --wrong a.csv
    [ "${lines[0]}" = "plateau explain: there is no option '--wrong'" ]
    [ "${lines[1]}" = "Try 'plateau explain --help'" ]
}
