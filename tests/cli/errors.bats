#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Every message of the reader, word for word, with exit code 3 and nothing on standard output.
# A case is rows behind a small good scenario (refuses) or a whole file (refuses_file), both as printf
# formats, and the messages they give.

GOOD='parameter,value,month,note\nspend.mean,10000\nspend.cv,0.5\ncontract.m.term,1\ncontract.m.fee,10%%\ncontract.m.nonrenewal,8%%\n'

# Two more contracts, and a client list that has all columns.
BOOK='contract.year.term,12\ncontract.year.fee,6%%\ncontract.year.nonrenewal,30%%\ncontract.year.label,A year\n'
BOOK+='contract.free.term,3\ncontract.free.fee,0\ncontract.free.nonrenewal,1%%\n'
BOOK+='book.file,list.csv\nbook.tenure,tenure\nbook.contract,contract\nbook.spend,spend\nbook.fee,fee\n'
BOOK+='book.left,left\nbook.renewal,renewal\n'

setup() {
    program=${PLATEAU:-$PWD/plateau}
    options=()
    cd "$BATS_TEST_TMPDIR"
}

refuses_file() { # format of the file, messages...
    local message
    printf "$1" > s.csv
    shift
    printf '%s\n' "$@" > expected
    status=0
    "$program" explain s.csv "${options[@]}" > output 2> messages || status=$?
    diff -u expected messages
    [ "$status" -eq 3 ]
    [ ! -s output ]
}

refuses() { # format of the rows behind the good ones, messages...
    local rows=$1
    shift
    refuses_file "$GOOD$rows" "$@"
}

list() { # format of the rows of the client list
    printf "tenure,contract,spend,fee,left,renewal\n$1" > list.csv
}

# ---- the file itself ----

@test "the file itself: an empty file" {
    refuses_file '' \
        's.csv: error: the file is empty; its first row must be parameter,value,month,note'
}

@test "the file itself: only a comment" {
    refuses_file '# nothing\n' \
        's.csv: error: the file is empty; its first row must be parameter,value,month,note'
}

@test "the file itself: no header row" {
    refuses_file 'spend.mean,10000\n' \
        's.csv:1:1: error: the first row must name the columns: parameter,value,month,note'
}

@test "the file itself: a misspelt column" {
    refuses_file 'parameter,vlaue\nname,x\n' \
        "s.csv:1:11: error: the column 'vlaue' is not known; did you mean 'value'?"
}

@test "the file itself: an unknown column" {
    refuses_file 'parameter,value,colour\nname,x,red\n' \
        "s.csv:1:17: error: the column 'colour' is not known; the columns are parameter, value, month and note"
}

@test "the file itself: no value column" {
    refuses_file 'parameter,month\nname,x\n' \
        "s.csv:1:1: error: there is no column 'value' in this row"
}

@test "the file itself: no parameter column" {
    refuses_file 'value,month\nname,1\n' \
        "s.csv:1:1: error: there is no column 'parameter' in this row"
}

@test "the file itself: a column twice" {
    refuses_file 'parameter,value,value\nname,x\n' \
        "s.csv:1:17: error: the column 'value' stands twice in this row"
}

@test "the file itself: semicolons" {
    refuses_file 'parameter;value\nname;x\n' \
        's.csv:1:1: error: the columns are parted by semicolons; save the file as CSV with commas'
}

@test "the file itself: semicolons with quotes" {
    refuses_file '"parameter";"value"\n"name";"x"\n' \
        's.csv:1:12: error: the columns are parted by semicolons; save the file as CSV with commas'
}

@test "the file itself: tabs" {
    refuses_file 'parameter\011value\nname\011x\n' \
        's.csv:1:1: error: the columns are parted by tabs; save the file as CSV with commas'
}

@test "the file itself: UTF-16 with its mark" {
    refuses_file '\377\376p\000a\000' \
        's.csv: error: this file is UTF-16; save it as "CSV UTF-8"'
}

@test "the file itself: UTF-16 without a mark" {
    refuses_file 'p\000a\000r\000' \
        's.csv: error: this file is UTF-16; save it as "CSV UTF-8"'
}

@test "the file itself: a NUL byte" {
    refuses 'name,a\000b\n' \
        's.csv:7:7: error: a NUL byte; this is not a text file'
}

@test "the file itself: another control character" {
    refuses 'name,a\001b\n' \
        's.csv:7:7: error: a control character (byte 0x01) does not belong here'
}

@test "the file itself: a control character of two bytes" {
    refuses 'name,a\302\233b\n' \
        's.csv:7:7: error: a control character (byte 0x9B) does not belong here'
}

@test "the file itself: Latin-1" {
    refuses 'name,caf\351\n' \
        's.csv:7:9: error: byte 0xE9 is not UTF-8 (an accent in an older encoding?); save the file as "CSV UTF-8"'
}

@test "the file itself: a lone carriage return" {
    refuses 'name,a\015sales.close,1\n' \
        's.csv:7:7: error: a carriage return without a newline; save the file with ordinary line ends'
}

@test "the file itself: a quote that is not closed on its line" {
    refuses 'name,"abc\nsales.close,5%%\n' \
        's.csv:7:6: error: this quote is not closed on its line'
}

@test "the file itself: a quote that is never closed" {
    refuses_file "$GOOD"'name,"abc' \
        's.csv:7:6: error: this quote is never closed'
}

@test "the file itself: text after a closing quote" {
    refuses 'name,"ab"c\n' \
        's.csv:7:10: error: text after a closing quote; a quote inside a quoted field is written twice: ""'
}

@test "the file itself: a quote inside a field" {
    refuses 'name,ab"c\n' \
        's.csv:7:8: error: a quote inside a field that does not begin with one; put the whole field in quotes, and write the quote inside it twice: ""'
}

@test "the file itself: a field over 64 KiB" {
    refuses "name,$(printf "%070000d" 0)\n" \
        's.csv:7:6: error: this field is longer than 64 KiB'
}

@test "the file itself: a text over 4,096 bytes" {
    refuses "name,$(printf "%04097d" 0)\n" \
        's.csv:7:6: error: this text is longer than 4,096 bytes'
}

@test "the file itself: a field too many" {
    refuses 'sales.close,5%%,,a note, with a comma\n' \
        "s.csv:7:25: error: 'with a comma' is a field too many, the header has 4; text with a comma goes in quotes"
}

@test "the file itself: a field too many after a decimal comma" {
    refuses 'sales.close,0,5,x,y\n' \
        "s.csv:7:19: error: 'y' is a field too many, the header has 4; a decimal is written 0.5, a number with thousands commas in quotes"
}

@test "the file itself: text with a comma" {
    refuses 'name,Hire, more\n' \
        "s.csv:7:12: error: month is 'more'; it must be a whole number between 1 and 1,200; text with a comma goes in quotes"
}

@test "the file itself: an amount with thousands commas" {
    refuses 'spend.q1,$10,000.00\n' \
        "s.csv:7:14: error: month is '000.00'; it must be a whole number between 1 and 1,200; a number with thousands commas goes in quotes"
}

@test "the file itself: an unquoted distribution after a sign" {
    refuses 'churn.multiplier,*=uniform(0.8,0.9)\n' \
        's.csv:7:18: error: a distribution goes in quotes, because of its commas: "uniform(1,2)"'
}

@test "the file itself: an unquoted distribution" {
    refuses 'sales.close,uniform(0.1,0.2)\n' \
        's.csv:7:13: error: a distribution goes in quotes, because of its commas: "uniform(1,2)"'
}

@test "the file itself: a row without a parameter" {
    refuses ',5\n' \
        's.csv:7:1: error: this row names no parameter'
}

@test "the file itself: a row without a value" {
    refuses 'sales.close,\n' \
        's.csv:7:13: error: sales.close has no value'
}

# ---- months ----

@test "months: month 0" {
    refuses 'sales.close,5%%,0\n' \
        "s.csv:7:16: error: month is '0'; it must be a whole number between 1 and 1,200"
}

@test "months: month 1201" {
    refuses 'sales.close,5%%,1201\n' \
        "s.csv:7:16: error: month is '1201'; it must be a whole number between 1 and 1,200"
}

@test "months: a month that is not whole" {
    refuses 'sales.close,5%%,2.5\n' \
        "s.csv:7:16: error: month is '2.5'; it must be a whole number between 1 and 1,200"
}

@test "months: a month that was a decimal" {
    refuses 'sales.close,0,05\n' \
        "s.csv:7:15: error: month is '05'; it must be a whole number between 1 and 1,200 (a decimal is written 0.05, with a point)"
}

@test "months: a month that was a percentage" {
    refuses 'sales.close,0,5%%\n' \
        "s.csv:7:15: error: month is '5%'; it must be a whole number between 1 and 1,200 (a decimal is written 0.05, with a point)"
}

@test "months: a date on what has none" {
    refuses 'plan.months,12,2\n' \
        's.csv:7:16: error: plan.months cannot change during the plan; leave its month blank'
}

@test "months: a date on a quartile bound" {
    refuses 'spend.q1,5,2\n' \
        's.csv:7:12: error: spend.q1 cannot change during the plan; leave its month blank'
}

@test "months: a date on a text" {
    refuses 'contract.m.label,x,2\n' \
        's.csv:7:20: error: contract.m.label cannot change during the plan; leave its month blank'
}

@test "months: a date on the name" {
    refuses 'name,x,2\n' \
        's.csv:7:8: error: name cannot change during the plan; leave its month blank'
}

@test "months: a date on a base" {
    refuses 'base,x.csv,2\n' \
        's.csv:7:12: error: a row that names a file takes no month'
}

@test "months: two rows for one month" {
    refuses 'sales.close,5%%\nsales.close,6%%\n' \
        's.csv:8:1: error: sales.close is given twice for month 1; the other row is s.csv:7:1'
}

@test "months: two rows for one later month" {
    refuses 'sales.close,5%%,7\nsales.close,+=1%%,7\n' \
        's.csv:8:1: error: sales.close is given twice for month 7; the other row is s.csv:7:1'
}

# ---- names ----

@test "names: a misspelt parameter" {
    refuses 'sales.clse,5%%\n' \
        "s.csv:7:1: error: 'sales.clse' is not a parameter; did you mean 'sales.close'?"
}

@test "names: upper case" {
    refuses 'Sales.Close,5%%\n' \
        "s.csv:7:1: error: 'Sales.Close' is not a parameter; did you mean 'sales.close'?"
}

@test "names: a misspelt part behind the own name" {
    refuses 'rep.standard.cuont,5\n' \
        "s.csv:7:1: error: 'rep.standard.cuont' is not a parameter; did you mean 'rep.standard.count'?"
}

@test "names: a misspelt part before the own name" {
    refuses 'contrct.m.fee,5%%\n' \
        "s.csv:7:1: error: 'contrct.m.fee' is not a parameter; did you mean 'contract.m.fee'?"
}

@test "names: misspelt pay and cost" {
    refuses 'rep.a.comision,10%%\nrep.a.hireing_cost,5\nqualify.minimum_spend,5\nexpansion.yearli,5%%\nbonus.evry,6\ncost.sign_up,9\nonbording.churn,2\n' \
        "s.csv:7:1: error: 'rep.a.comision' is not a parameter; did you mean 'rep.a.commission'?" \
        "s.csv:8:1: error: 'rep.a.hireing_cost' is not a parameter; did you mean 'rep.a.hiring_cost'?" \
        "s.csv:9:1: error: 'qualify.minimum_spend' is not a parameter; did you mean 'qualify.min_spend'?" \
        "s.csv:10:1: error: 'expansion.yearli' is not a parameter; did you mean 'expansion.yearly'?" \
        "s.csv:11:1: error: 'bonus.evry' is not a parameter; did you mean 'bonus.every'?" \
        "s.csv:12:1: error: 'cost.sign_up' is not a parameter; did you mean 'cost.signup'?" \
        "s.csv:13:1: error: 'onbording.churn' is not a parameter; did you mean 'onboarding.churn'?"
}

@test "names: nothing near" {
    refuses 'foo.bar.baz,5\n' \
        "s.csv:7:1: error: 'foo.bar.baz' is not a parameter; 'plateau parameters' lists them all"
}

@test "names: a quartile that is none" {
    refuses 'quartile.5.churn,2\n' \
        "s.csv:7:1: error: 'quartile.5.churn' is not a parameter; did you mean 'quartile.1.churn'?"
}

@test "names: a name of 65 bytes" {
    refuses 'contract.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.term,5\n' \
        's.csv:7:1: error: the name of a rep class or contract can have at most 64 bytes'
}

@test "names: misspelt satisfaction, care, rescue, win-back and referrals" {
    refuses 'nps.promotors,30%%\ndetractor.chrun,2\nservices.lift,1\ncare.covrage,50%%\nrescue.succes,1\nwinbacks.share,5%%\nreferal.leads,1\nreferral.closeratio,5\n' \
        "s.csv:7:1: error: 'nps.promotors' is not a parameter; did you mean 'nps.promoters'?" \
        "s.csv:8:1: error: 'detractor.chrun' is not a parameter; did you mean 'detractor.churn'?" \
        "s.csv:9:1: error: 'services.lift' is not a parameter; did you mean 'service.lift'?" \
        "s.csv:10:1: error: 'care.covrage' is not a parameter; did you mean 'care.coverage'?" \
        "s.csv:11:1: error: 'rescue.succes' is not a parameter; did you mean 'rescue.success'?" \
        "s.csv:12:1: error: 'winbacks.share' is not a parameter; did you mean 'winback.share'?" \
        "s.csv:13:1: error: 'referal.leads' is not a parameter; did you mean 'referral.leads'?" \
        "s.csv:14:1: error: 'referral.closeratio' is not a parameter; did you mean 'referral.close_ratio'?"
}

@test "names: an expectation" {
    refuses 'expect.revenue.end,>= 5\n' \
        's.csv:7:1: error: expect.revenue.end is not supported yet (its rule comes in a later version)'
}

@test "names: a name row without a name" {
    refuses 'name,\n' \
        's.csv:7:6: error: name has no value'
}

@test "names: two names" {
    refuses 'name,x\nname,y\n' \
        's.csv:8:1: error: name is given twice'
}

@test "names: a name over 200 bytes" {
    refuses "name,$(printf "%0201d" 0)\n" \
        's.csv:7:6: error: name is longer than 200 bytes'
}

@test "names: a label over 200 bytes" {
    refuses "contract.m.label,$(printf "%0201d" 0)\n" \
        "s.csv:7:18: error: contract.m.label is '$(printf "%090d" 0)...'; it must be at most 200 bytes"
}

# ---- numbers ----

@test "numbers: a word" {
    refuses 'sales.close,often\n' \
        "s.csv:7:13: error: sales.close is 'often', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "numbers: nan" {
    refuses 'sales.close,nan\n' \
        "s.csv:7:13: error: sales.close is 'nan', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "numbers: inf" {
    refuses 'spend.cv,inf,2\n' \
        "s.csv:7:10: error: spend.cv is 'inf', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "numbers: hexadecimal" {
    refuses 'spend.cv,0x1p3,2\n' \
        "s.csv:7:10: error: spend.cv is '0x1p3', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "numbers: a decimal comma" {
    refuses 'sales.close,"0,5"\n' \
        "s.csv:7:13: error: sales.close is '0,5', which has a decimal comma; write a point: 0.5, not 0,5"
}

@test "numbers: a decimal comma with thousands" {
    refuses 'spend.mean,"1.234,56",2\n' \
        "s.csv:7:12: error: spend.mean is '1.234,56', which has a decimal comma; write a point: 0.5, not 0,5"
}

@test "numbers: thousands in the wrong place" {
    refuses 'spend.mean,"12,34,567 dollars",2\n' \
        "s.csv:7:12: error: spend.mean is '12,34,567 dollars', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "numbers: too large" {
    refuses 'spend.mean,1e16,2\n' \
        "s.csv:7:12: error: spend.mean is '1e16', which is too large; numbers go up to 1e15"
}

@test "numbers: too long" {
    refuses 'spend.mean,11111111111111111111111111111111111111111111111111111111111111111,2\n' \
        "s.csv:7:12: error: spend.mean is '11111111111111111111111111111111111111111111111111111111111111111', which is too long for a number"
}

@test "numbers: a division by zero" {
    refuses 'sales.close,1/0\n' \
        "s.csv:7:13: error: sales.close is '1/0', which divides by zero"
}

@test "numbers: half a fraction" {
    refuses 'sales.close,1/\n' \
        "s.csv:7:13: error: sales.close is '1/', which is not a fraction of two numbers such as 1/6"
}

@test "numbers: a share above 1 that may be percent" {
    refuses 'sales.close,5\n' \
        's.csv:7:13: error: sales.close is 5; it must lie between 0 and 1; did you mean 5%?'
}

@test "numbers: a share above 1" {
    refuses 'sales.close,500\n' \
        's.csv:7:13: error: sales.close is 500; it must lie between 0 and 1'
}

@test "numbers: a negative share" {
    refuses 'sales.close,-1%%\n' \
        's.csv:7:13: error: sales.close is -1%; it must lie between 0 and 1'
}

@test "numbers: money as a share" {
    refuses 'spend.mean,20%%,3\n' \
        's.csv:7:12: error: spend.mean is 20%, a share; it must be above 0 and at most 1,000,000,000'
}

@test "numbers: money that is 0" {
    refuses 'spend.mean,0,2\n' \
        's.csv:7:12: error: spend.mean is 0; it must be above 0 and at most 1,000,000,000'
}

@test "numbers: a count that is not whole" {
    refuses 'rep.a.count,2.5\n' \
        's.csv:7:13: error: rep.a.count is 2.5; it must be a whole number between 0 and 10,000'
}

@test "numbers: a count that is too large" {
    refuses 'rep.a.count,10001\n' \
        's.csv:7:13: error: rep.a.count is 10001; it must be a whole number between 0 and 10,000'
}

@test "numbers: a term of 0" {
    refuses 'contract.m.term,0,2\n' \
        's.csv:7:17: error: contract.m.term is 0; it must be a whole number between 1 and 120'
}

@test "numbers: a plan that is too long" {
    refuses 'plan.months,1201\n' \
        's.csv:7:13: error: plan.months is 1201; it must be a whole number between 1 and 1,200'
}

@test "numbers: a currency that is too long" {
    refuses 'plan.currency,doubloons\n' \
        "s.csv:7:15: error: plan.currency is 'doubloons'; it must be at most 8 bytes"
}

@test "numbers: a word that is not in the list" {
    refuses 'sales.arrivals,poison\n' \
        "s.csv:7:16: error: sales.arrivals is 'poison'; it must be poisson or steady; did you mean 'poisson'?"
}

@test "numbers: neither yes nor no" {
    refuses 'contract.m.offered,maybe\n' \
        "s.csv:7:20: error: contract.m.offered is 'maybe'; it must be yes or no"
}

@test "numbers: a word that is changed" {
    refuses 'sales.arrivals,+=steady\n' \
        "s.csv:7:16: error: sales.arrivals is '+=steady', but it can only be set: poisson or steady"
}

@test "numbers: neither yes nor no, added" {
    refuses 'contract.m.offered,+=1\n' \
        's.csv:7:20: error: contract.m.offered is +=1, but it can only be set: yes or no'
}

@test "numbers: a chance to quit above 1" {
    refuses 'rep.a.quit,3\n' \
        's.csv:7:12: error: rep.a.quit is 3; it must lie between 0 and 1; did you mean 3%?'
}

@test "numbers: months to ramp and to refill" {
    refuses 'rep.a.ramp,1.5\nrep.a.refill,121\n' \
        's.csv:7:12: error: rep.a.ramp is 1.5; it must be a whole number between 0 and 120' \
        's.csv:8:14: error: rep.a.refill is 121; it must be a whole number between 0 and 120'
}

@test "numbers: money as a share, and below 0" {
    refuses 'rep.a.salary,10%%\ncost.lost,-289\n' \
        's.csv:7:14: error: rep.a.salary is 10%, a share; it must lie between 0 and 1,000,000,000' \
        's.csv:8:11: error: cost.lost is -289; it must lie between 0 and 1,000,000,000'
}

@test "numbers: a commission above the fee" {
    refuses 'rep.a.commission,120%%\n' \
        's.csv:7:18: error: rep.a.commission is 120%; it must lie between 0 and 1'
}

@test "numbers: service reps who look after nobody" {
    refuses 'service.accounts,0\n' \
        's.csv:7:18: error: service.accounts is 0; it must be above 0 and at most 1,000,000'
}

@test "numbers: a bonus every 0 months, a return in the same month" {
    refuses 'bonus.every,0\nqualify.return_after,0\n' \
        's.csv:7:13: error: bonus.every is 0; it must be a whole number between 1 and 1,200' \
        's.csv:8:22: error: qualify.return_after is 0; it must be a whole number between 1 and 1,200'
}

@test "numbers: a fee that shrinks" {
    refuses 'expansion.yearly,-5%%\n' \
        's.csv:7:18: error: expansion.yearly is -5%; it must lie between 0 and 1'
}

@test "numbers: satisfaction and what goes by it" {
    refuses 'nps.detractors,40\nservice.weight,-1\nservice.lift,11\nperformance.lift,-10.5\ncare.after,1.5\nrescue.share,101%%\nwinback.after,0\nreferral.leads,-1\nreferral.reward,-5\n' \
        's.csv:7:16: error: nps.detractors is 40; it must lie between 0 and 1; did you mean 40%?' \
        's.csv:8:16: error: service.weight is -1; it must lie between 0 and 1,000' \
        's.csv:9:14: error: service.lift is 11; it must lie between -10 and 10' \
        's.csv:10:18: error: performance.lift is -10.5; it must lie between -10 and 10' \
        's.csv:11:12: error: care.after is 1.5; it must be a whole number between 0 and 1,200' \
        's.csv:12:14: error: rescue.share is 101%; it must lie between 0 and 1' \
        's.csv:13:15: error: winback.after is 0; it must be a whole number between 1 and 1,200' \
        's.csv:14:16: error: referral.leads is -1; it must lie between 0 and 1,000' \
        's.csv:15:17: error: referral.reward is -5; it must lie between 0 and 1,000,000,000'
}

# ---- distributions ----

@test "distributions: uniform that falls" {
    refuses 'sales.close,"uniform(0.2,0.1)"\n' \
        "s.csv:7:13: error: sales.close is 'uniform(0.2,0.1)', whose first number must be below its second: uniform(low,high)"
}

@test "distributions: triangular that falls" {
    refuses 'sales.close,"triangular(0.1,0.5,0.4)"\n' \
        "s.csv:7:13: error: sales.close is 'triangular(0.1,0.5,0.4)', whose numbers must rise: triangular(low,mode,high)"
}

@test "distributions: normal without spread" {
    refuses 'sales.close,"normal(5%%,0)"\n' \
        "s.csv:7:13: error: sales.close is 'normal(5%,0)', whose standard deviation must be above 0: normal(mean,sd)"
}

@test "distributions: lognormal with a negative mean" {
    refuses 'sales.close,"lognormal(-5%%,1%%)"\n' \
        "s.csv:7:13: error: sales.close is 'lognormal(-5%,1%)', whose mean and standard deviation must be above 0: lognormal(mean,sd)"
}

@test "distributions: beta outside 0 and 1" {
    refuses 'sales.close,"beta(1.5,0.1)"\n' \
        "s.csv:7:13: error: sales.close is 'beta(1.5,0.1)', whose mean must lie between 0 and 1 and whose standard deviation above 0: beta(mean,sd)"
}

@test "distributions: beta that is too wide" {
    refuses 'sales.close,"beta(0.5,0.5)"\n' \
        "s.csv:7:13: error: sales.close is 'beta(0.5,0.5)', whose standard deviation is too large for a beta with this mean; it must be below 0.5"
}

@test "distributions: too many numbers" {
    refuses 'spend.mean,"normal(1,000,2)",2\n' \
        "s.csv:7:12: error: spend.mean is 'normal(1,000,2)', but normal takes 2 numbers, not 3 (write thousands without commas)"
}

@test "distributions: too few numbers" {
    refuses 'spend.mean,"triangular(1,2)",2\n' \
        "s.csv:7:12: error: spend.mean is 'triangular(1,2)', but triangular takes 3 numbers, not 2 (write thousands without commas)"
}

@test "distributions: an argument that is no number" {
    refuses 'spend.mean,"normal(a,2)",2\n' \
        "s.csv:7:12: error: spend.mean is 'normal(a,2)', where 'a' is not a number"
}

@test "distributions: no closing parenthesis" {
    refuses 'spend.mean,"normal(1,2",2\n' \
        's.csv:7:12: error: a distribution goes in quotes, because of its commas: "uniform(1,2)"'
}

@test "distributions: text after the parenthesis" {
    refuses 'spend.mean,"normal(1,2)x",2\n' \
        "s.csv:7:12: error: spend.mean is 'normal(1,2)x', which goes on after the closing parenthesis"
}

@test "distributions: a mean outside the range" {
    refuses 'sales.close,"normal(2,1)"\n' \
        "s.csv:7:13: error: sales.close is 'normal(2,1)', whose mean is 2; it must lie between 0 and 1"
}

@test "distributions: a distribution for a count" {
    refuses 'rep.a.count,"uniform(1,3)"\n' \
        "s.csv:7:13: error: rep.a.count is 'uniform(1,3)', but it takes no distribution; it must be a whole number between 0 and 10,000"
}

@test "distributions: a distribution for months" {
    refuses 'contract.m.term,"+=uniform(1,3)",2\n' \
        "s.csv:7:17: error: contract.m.term is '+=uniform(1,3)', but it takes no distribution; it must be a whole number between 1 and 120"
}

@test "distributions: a distribution for months of clawback" {
    refuses 'rep.a.clawback,"uniform(1,3)"\n' \
        "s.csv:7:16: error: rep.a.clawback is 'uniform(1,3)', but it takes no distribution; it must be a whole number between 0 and 1,200"
}

# ---- changes ----

@test "changes: adding a share to a count" {
    refuses 'rep.a.count,+=10%%\n' \
        's.csv:7:13: error: rep.a.count is +=10%, which adds a share to what is not a share; to change it in percent write *=110%'
}

@test "changes: adding a share to money" {
    refuses 'spend.mean,+=10%%,2\n' \
        's.csv:7:12: error: spend.mean is +=10%, which adds a share to what is not a share; to change it in percent write *=110%'
}

@test "changes: taking a share from money" {
    refuses 'spend.mean,-=10%%,2\n' \
        's.csv:7:12: error: spend.mean is -=10%, which adds a share to what is not a share; to change it in percent write *=90%'
}

@test "changes: adding an unsure share to money" {
    refuses 'spend.mean,"+=uniform(1%%,2%%)",2\n' \
        "s.csv:7:12: error: spend.mean is '+=uniform(1%,2%)', which adds a share to what is not a share; to change it in percent use *="
}

@test "changes: changing what is blank" {
    refuses 'contract.m.concentration,*=2\n' \
        's.csv:7:26: error: contract.m.concentration is blank below this row, so there is nothing to change; give a value first'
}

@test "changes: changing a limit that is blank" {
    refuses 'expansion.limit,+=10%%\n' \
        's.csv:7:17: error: expansion.limit is blank below this row, so there is nothing to change; give a value first'
}

@test "changes: a count made not whole" {
    refuses 'rep.a.count,2\nrep.a.leads,1\nrep.a.count,*=1.25,3\n' \
        's.csv:9:13: error: rep.a.count becomes 2.5 in month 3; it must be a whole number between 0 and 10,000'
}

@test "changes: a share pushed over 1" {
    refuses 'contract.m.fee,*=20,5\n' \
        's.csv:7:16: error: contract.m.fee becomes 2 in month 5; it must lie between 0 and 1'
}

@test "changes: a share pushed below 0" {
    refuses 'sales.close,-=6%%\n' \
        's.csv:7:13: error: sales.close becomes -0.01; it must lie between 0 and 1'
}

@test "changes: a change of nothing" {
    refuses 'sales.close,+=\n' \
        's.csv:7:13: error: sales.close is +=, a sign without a number; write for example +=1, -=5% or *=1.1'
}

# ---- what belongs together ----

@test "what belongs together: nothing given" {
    refuses_file 'parameter,value\n' \
        's.csv: error: spend.mean is missing (mean ad spend of a lead)' \
        's.csv: error: there is no contract; give contract.<name>.term, contract.<name>.fee and contract.<name>.nonrenewal, with a name of your own'
}

@test "what belongs together: a contract without fee and nonrenewal" {
    refuses 'contract.year.term,12\n' \
        's.csv: error: contract.year.fee is missing (fee as a share of ad spend)' \
        's.csv: error: contract.year.nonrenewal is missing (the chance of leaving at the end of a term)'
}

@test "what belongs together: a contract by a misspelt name" {
    refuses 'contract.month.term,1\ncontract.month.fee,1%%\ncontract.month.nonrenewal,1%%\ncontract.mnoth.label,x\n' \
        "s.csv: error: contract.mnoth.term is missing (months of a term; 1 is month to month); did you mean 'month'?" \
        "s.csv: error: contract.mnoth.fee is missing (fee as a share of ad spend); did you mean 'month'?" \
        "s.csv: error: contract.mnoth.nonrenewal is missing (the chance of leaving at the end of a term); did you mean 'month'?"
}

@test "what belongs together: spend that begins too late" {
    refuses_file 'parameter,value,month,note\nspend.mean,10000,3\nspend.cv,0.5\ncontract.m.term,1\ncontract.m.fee,10%%\ncontract.m.nonrenewal,8%%\n' \
        's.csv:2:12: error: spend.mean has no value before month 3; give one from the start (month blank)'
}

@test "what belongs together: early exit from month to month" {
    refuses 'contract.m.early_exit,1%%\n' \
        's.csv:7:23: error: contract.m.early_exit is 1% in month 1, but with a term of 1 every month ends a term; give contract.m.nonrenewal only'
}

@test "what belongs together: early exit when the term falls to 1" {
    refuses 'contract.m.term,6,2\ncontract.m.early_exit,1%%,2\ncontract.m.term,1,9\n' \
        's.csv:8:23: error: contract.m.early_exit is 1% in month 9, but with a term of 1 every month ends a term; give contract.m.nonrenewal only'
}

@test "what belongs together: early exit from month to month that may be drawn" {
    refuses 'contract.m.early_exit,"normal(0,1%%)",4\n' \
        's.csv:7:23: error: contract.m.early_exit is unsure (a distribution) in month 4, but with a term of 1 every month ends a term; give contract.m.nonrenewal only'
}

@test "what belongs together: shares that sum to 0" {
    refuses 'contract.m.share,0\n' \
        's.csv:7:18: error: the shares of all contracts for spend quartile 1 are 0 in month 1; at least one must be above 0'
}

@test "what belongs together: shares of one quartile that sum to 0 later" {
    refuses 'contract.m.share.q3,0,5\n' \
        's.csv:7:21: error: the shares of all contracts for spend quartile 3 are 0 in month 5; at least one must be above 0'
}

@test "what belongs together: one bound" {
    refuses 'spend.q1,5000\n' \
        's.csv:7:10: error: spend.q1, spend.q2 and spend.q3 go together: give all three or none'
}

@test "what belongs together: bounds that fall" {
    refuses 'spend.q1,5000\nspend.q2,4000\nspend.q3,9000\n' \
        's.csv:8:10: error: spend.q2 is 4000, below spend.q1, which is 5000; the bounds must not fall'
}

@test "what belongs together: a quartile that nobody knows" {
    refuses_file 'parameter,value,month,note\nspend.mean,10000\ncontract.m.term,1\ncontract.m.fee,10%%\ncontract.m.nonrenewal,8%%\nquartile.4.churn,0.5\n' \
        's.csv:6:18: error: quartile.4.churn needs to know the quartiles, and ad spend does not vary; give spend.q1, spend.q2 and spend.q3'
}

@test "what belongs together: a quartile with fixed spend" {
    refuses_file "$GOOD"'spend.shape,fixed\nquartile.1.churn,*=2,3\n' \
        's.csv:8:18: error: quartile.1.churn needs to know the quartiles, and ad spend does not vary; give spend.q1, spend.q2 and spend.q3'
}

@test "what belongs together: an unsure quartile with fixed spend" {
    refuses "spend.shape,fixed\nquartile.1.churn,\"normal(1,0.1)\"\n" \
        's.csv:8:18: error: quartile.1.churn needs to know the quartiles, and ad spend does not vary; give spend.q1, spend.q2 and spend.q3'
}

@test "what belongs together: spend that may vary" {
    refuses_file 'parameter,value,month,note\nspend.mean,10000\nspend.cv,"normal(0,0.1)"\ncontract.m.term,1\ncontract.m.fee,10%%\ncontract.m.nonrenewal,8%%\n' \
        "s.csv:3:10: error: ad spend varies here, but not in the root file's own rows for month 1, whose quartiles would count; give spend.q1, spend.q2 and spend.q3"
}

@test "what belongs together: spend that varies only later" {
    refuses_file 'parameter,value,month,note\nspend.mean,10000\nspend.cv,0.5,4\ncontract.m.term,1\ncontract.m.fee,10%%\ncontract.m.nonrenewal,8%%\n' \
        "s.csv:3:10: error: ad spend varies here, but not in the root file's own rows for month 1, whose quartiles would count; give spend.q1, spend.q2 and spend.q3"
}

@test "what belongs together: steady sign-ups of reps who quit" {
    refuses 'sales.arrivals,steady\nrep.b.leads,1\nrep.b.quit,1/24,7\nrep.b.count,2\n' \
        's.csv:9:12: error: rep.b.quit is 4.166666667% in month 7, but with sales.arrivals steady no rep may quit; use poisson'
}

@test "what belongs together: steady sign-ups of reps who may quit" {
    refuses 'sales.arrivals,steady\nrep.b.quit,"normal(0,1%%)"\n' \
        's.csv:8:12: error: rep.b.quit is unsure (a distribution) in month 1, but with sales.arrivals steady no rep may quit; use poisson'
}

@test "what belongs together: steady sign-ups and leads that come back" {
    refuses 'sales.arrivals,steady\nqualify.min_spend,5000\nqualify.return_share,30%%,2\n' \
        's.csv:9:22: error: qualify.return_share is 30% in month 2, but with sales.arrivals steady nobody may come back; use poisson'
}

@test "what belongs together: steady, and nobody quits in the end" {
    printf "$GOOD"'rep.b.quit,2%%\n' > base.csv
    printf 'parameter,value\nbase,base.csv\nsales.arrivals,steady\nrep.b.quit,0\n' > s.csv
    "$program" explain s.csv
}

@test "what belongs together: growth without a limit" {
    refuses 'expansion.yearly,5%%,13\n' \
        's.csv:7:18: error: expansion.yearly is 5% in month 13, so expansion.limit must have a value in every month, and has none in month 1 (100% lets a fee grow to twice the first one)'
}

@test "what belongs together: a limit that is taken back" {
    refuses 'expansion.yearly,5%%\nexpansion.limit,67%%\nexpansion.limit,,25\n' \
        's.csv:7:18: error: expansion.yearly is 5% in month 1, so expansion.limit must have a value in every month, and has none in month 25 (100% lets a fee grow to twice the first one)'
}

@test "what belongs together: growth that may be drawn" {
    refuses 'expansion.yearly,"normal(0,1%%)"\n' \
        's.csv:7:18: error: expansion.yearly is unsure (a distribution) in month 1, so expansion.limit must have a value in every month, and has none in month 1 (100% lets a fee grow to twice the first one)'
}

@test "what belongs together: book columns without a list" {
    refuses 'book.tenure,months\n' \
        's.csv:7:13: error: book.tenure needs book.file, the client list'
}

@test "what belongs together: a list without columns" {
    refuses 'book.file,list.csv\n' \
        's.csv:7:11: error: book.file needs book.tenure (the column of the client list with the months a client was billed)' \
        "s.csv:7:11: error: book.file needs book.fee (the column of the client list with what a client pays a month) or book.spend (the column of the client list with a client's ad spend a month)"
}

@test "what belongs together: a list without contracts" {
    refuses 'contract.y.term,12\ncontract.y.fee,6%%\ncontract.y.nonrenewal,30%%\nbook.file,list.csv\nbook.tenure,t\nbook.fee,f\n' \
        "s.csv:10:11: error: book.file needs book.contract (the column of the client list with a client's contract), since there is more than one contract"
}

@test "what belongs together: several faults, by line" {
    refuses 'sales.close,5\nrep.a.count,x\nsales.clse,1\nsales.close,6\n' \
        's.csv:7:13: error: sales.close is 5; it must lie between 0 and 1; did you mean 5%?' \
        "s.csv:8:13: error: rep.a.count is 'x', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\"" \
        "s.csv:9:1: error: 'sales.clse' is not a parameter; did you mean 'sales.close'?" \
        's.csv:10:1: error: sales.close is given twice for month 1; the other row is s.csv:7:1' \
        's.csv:10:13: error: sales.close is 6; it must lie between 0 and 1; did you mean 6%?'
}

@test "what belongs together: more promoters and detractors than clients" {
    refuses 'nps.promoters,60%%\nnps.detractors,40.01%%\n' \
        's.csv:8:16: error: nps.promoters is 60% and nps.detractors is 40.01% in month 1; together they must be at most 100% (the rest is passive)'
}

@test "what belongs together: more promoters than detractors leave room for, from a month on" {
    refuses 'nps.detractors,40%%\nnps.detractors,5%%,9\nnps.promoters,55%%\nnps.promoters,+=10%%,7\nnps.promoters,96%%,9\n' \
        's.csv:10:15: error: nps.promoters is 65% and nps.detractors is 40% in month 7; together they must be at most 100% (the rest is passive)'
}

@test "what belongs together: unsure promoters beside detractors, by their means" {
    refuses 'nps.detractors,40%%\nnps.promoters,"uniform(50%%,80%%)"\n' \
        's.csv:7:16: error: nps.promoters is 65% and nps.detractors is 40% in month 1; together they must be at most 100% (the rest is passive)'
}

@test "what belongs together: all are promoters or detractors, in every month" {
    printf "${GOOD}nps.promoters,58%%\nnps.detractors,42%%\nnps.promoters,1/3,2\nnps.detractors,2/3,2\n" > s.csv
    "$program" explain s.csv > output 2> messages
    [ ! -s messages ]
}

# ---- layers ----

@test "layers: a base that is not there" {
    refuses 'base,nothere.csv\n' \
        's.csv:7:6: error: the base file nothere.csv cannot be opened: No such file or directory'
}

@test "layers: a base that is a folder" {
    refuses 'base,.\n' \
        's.csv:7:6: error: the base file . is a folder, not a file'
}

@test "layers: no file name" {
    refuses 'base,\n' \
        's.csv:7:6: error: this row names no file'
}

@test "layers: two bases" {
    printf "$GOOD" > ok.csv
    refuses 'base,ok.csv\nbase,ok.csv\n' \
        's.csv:8:1: error: a file can have only one base'
}

@test "layers: a file that stands on itself" {
    refuses 'base,s.csv\n' \
        's.csv:7:6: error: this file stands on itself: the files name each other in a circle'
}

@test "layers: a longer circle" {
    printf 'parameter,value\nwith,s.csv\n' > b.csv
    refuses 'with,b.csv\n' \
        'b.csv:2:6: error: this file stands on itself: the files name each other in a circle'
}

@test "layers: a fault in the base" {
    mkdir -p sub
    printf 'parameter,value\nsales.close,7\nplan.monhts,5\n' > sub/b.csv
    refuses 'base,sub/b.csv\n' \
        'sub/b.csv:2:13: error: sales.close is 7; it must lie between 0 and 1; did you mean 7%?' \
        "sub/b.csv:3:1: error: 'plan.monhts' is not a parameter; did you mean 'plan.months'?"
}

@test "layers: a file below the base that is not there" {
    mkdir -p sub
    printf 'parameter,value\nbase,c.csv\n' > sub/b.csv
    refuses 'base,sub/b.csv\n' \
        'sub/b.csv:2:6: error: the base file sub/c.csv cannot be opened: No such file or directory'
}

# ---- --set ----

@test "--set: without =" {
    options=('--set' 'spend.mean')
    refuses '' \
        '--set spend.mean: error: --set takes PARAMETER=VALUE or PARAMETER@MONTH=VALUE'
}

@test "--set: without a name" {
    options=('--set' '=5')
    refuses '' \
        '--set =5: error: --set takes PARAMETER=VALUE or PARAMETER@MONTH=VALUE'
}

@test "--set: a misspelt parameter" {
    options=('--set' 'spend.maen=5')
    refuses '' \
        "--set spend.maen=5: error: 'spend.maen' is not a parameter; did you mean 'spend.mean'?"
}

@test "--set: a value out of range" {
    options=('--set' 'sales.close=2')
    refuses '' \
        '--set sales.close=2: error: sales.close is 2; it must lie between 0 and 1; did you mean 2%?'
}

@test "--set: month 0" {
    options=('--set' 'spend.mean@0=5')
    refuses '' \
        "--set spend.mean@0=5: error: month is '0'; it must be a whole number between 1 and 1,200"
}

@test "--set: twice the same" {
    options=('--set' 'spend.mean=1' '--set' 'spend.mean=2')
    refuses '' \
        "--set spend.mean=2: error: '--set spend.mean=1' gives the same parameter and month"
}

@test "--set: a file" {
    options=('--set' 'base=x.csv')
    refuses '' \
        '--set base=x.csv: error: base cannot be given by --set, only in a file'
}

@test "--set: a bad name" {
    options=('--set' 'name=')
    refuses '' \
        '--set name=: error: name has no value'
}

@test "--set: a control character" {
    options=('--set' $'name=a\tb\x07')
    refuses '' \
        '--set name=a?b?: error: --set takes UTF-8 text without control characters'
}

# ---- client lists ----

@test "client lists: a list that is not there" {
    refuses "$BOOK" \
        's.csv:14:11: error: the client list list.csv cannot be opened: No such file or directory'
}

@test "client lists: an empty list" {
    printf '' > list.csv
    refuses "$BOOK" \
        'list.csv: error: the client list is empty; its first row must name the columns'
}

@test "client lists: a missing column" {
    printf 'tenur,contract,spend,fee,left,renewal\n' > list.csv
    refuses "$BOOK" \
        "s.csv:15:13: error: book.tenure is 'tenure', but list.csv has no such column; did you mean 'tenur'?"
}

@test "client lists: a column twice" {
    printf 'tenure,tenure,contract,spend,fee,left,renewal\n' > list.csv
    refuses "$BOOK" \
        "list.csv:1:8: error: the column 'tenure' stands twice, so book.tenure could mean either"
}

@test "client lists: semicolons" {
    printf 'tenure;contract\n' > list.csv
    refuses "$BOOK" \
        'list.csv:1:1: error: the columns are parted by semicolons; save the file as CSV with commas'
}

@test "client lists: a field too many" {
    list '1,m,1,,,,9\n'
    refuses "$BOOK" \
        "list.csv:2:10: error: '9' is a field too many, the header has 6; text with a comma goes in quotes"
}

@test "client lists: a negative tenure" {
    list '-1,m,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is '-1'; it must be a whole number between 0 and 12,000"
}

@test "client lists: a tenure that is not whole" {
    list '1.5,m,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is '1.5'; it must be a whole number between 0 and 12,000"
}

@test "client lists: a tenure that is too long" {
    list '12001,m,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is '12001'; it must be a whole number between 0 and 12,000"
}

@test "client lists: no tenure" {
    list ',m,1,,,\n'
    refuses "$BOOK" \
        'list.csv:2:1: error: tenure is blank; it must be a whole number between 0 and 12,000'
}

@test "client lists: a tenure in percent" {
    list '5%%,m,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is '5%'; it must be a whole number between 0 and 12,000"
}

@test "client lists: a tenure that is a word" {
    list 'long,m,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is 'long', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "client lists: a misspelt contract" {
    list '1,A yaer,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:3: error: contract is 'A yaer'; it must be the label of a contract; did you mean 'A year'?"
}

@test "client lists: no contract" {
    list '1,,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:3: error: contract is blank; it must be the label of a contract: 'm', 'A year', 'free'"
}

@test "client lists: neither spend nor fee" {
    list '1,m,,,,\n'
    refuses "$BOOK" \
        'list.csv:2:6: error: fee and spend are blank; one of them must be given'
}

@test "client lists: a negative spend" {
    list '1,m,-5,,,\n'
    refuses "$BOOK" \
        "list.csv:2:5: error: spend is '-5'; it must lie between 0 and 1,000,000,000"
}

@test "client lists: a fee that is not finite" {
    list '1,m,,inf,,\n'
    refuses "$BOOK" \
        "list.csv:2:6: error: fee is 'inf', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}

@test "client lists: an unsure fee" {
    list '1,m,,"uniform(1,2)",,\n'
    refuses "$BOOK" \
        "list.csv:2:6: error: fee is 'uniform(1,2)'; it must lie between 0 and 1,000,000,000"
}

@test "client lists: a fee of a contract that costs nothing" {
    list '1,free,,5,,\n'
    refuses "$BOOK" \
        'list.csv:2:9: error: the ad spend of this client is unknown: contract.free.fee is 0, so it cannot follow from the fee'
}

@test "client lists: neither left nor there" {
    list '1,m,1,,perhaps,\n'
    refuses "$BOOK" \
        "list.csv:2:8: error: left is 'perhaps'; it must be blank, 0, no or false for a client who is there, 1, yes or true for one who left"
}

@test "client lists: a renewal beyond the term" {
    list '1,A year,1,,,13\n'
    refuses "$BOOK" \
        "list.csv:2:14: error: renewal is '13'; it must be a whole number between 1 and 12"
}

@test "client lists: a renewal in month 0" {
    list '1,A year,1,,,0\n'
    refuses "$BOOK" \
        "list.csv:2:14: error: renewal is '0'; it must be a whole number between 1 and 12"
}

@test "client lists: two contracts of one label" {
    list '1,m,1,,,\n'
    refuses "$BOOK"'contract.m.label,A year\n' \
        's.csv:10:21: error: the contracts m and year have the same label in the client list'
}

@test "client lists: a quote that is never closed" {
    list '1,"m,1,,,\n2,m,1,,,\n'
    refuses "$BOOK" \
        'list.csv:2:3: error: this quote is never closed'
}

@test "client lists: Latin-1" {
    list '1,m\351,1,,,\n'
    refuses "$BOOK" \
        'list.csv:2:4: error: byte 0xE9 is not UTF-8 (an accent in an older encoding?); save the file as "CSV UTF-8"'
}

@test "client lists: several faults" {
    list 'x,m,1,,,\n1,m,1,,?,\n1,n,1,,,\n'
    refuses "$BOOK" \
        "list.csv:2:1: error: tenure is 'x', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\"" \
        "list.csv:3:8: error: left is '?'; it must be blank, 0, no or false for a client who is there, 1, yes or true for one who left" \
        "list.csv:4:3: error: contract is 'n'; it must be the label of a contract: 'm', 'A year', 'free'"
}

# ---- limits ----

fails() { # exit code, file, messages...: for files that cannot be read at all
    local code=$1 file=$2
    shift 2
    printf '%s\n' "$@" > expected
    status=0
    "$program" explain "$file" > output 2> messages || status=$?
    diff -u expected messages
    [ "$status" -eq "$code" ]
    [ ! -s output ]
}

@test "limits: a scenario that is not there" {
    fails 1 nothere.csv 'nothere.csv: error: cannot be opened: No such file or directory'
}

@test "limits: a folder as a scenario" {
    mkdir folder
    fails 1 folder 'folder: error: is a folder, not a file'
}

@test "limits: a scenario over 16 MiB" {
    head -c 16777217 /dev/zero > big.csv
    fails 1 big.csv 'big.csv: error: is larger than 16 MiB, the most that is read'
}

@test "limits: a base over 16 MiB" {
    head -c 16777217 /dev/zero > big.csv
    refuses 'base,big.csv\n' 's.csv:7:6: error: the base file big.csv is larger than 16 MiB, the most that is read'
}

@test "limits: 20 faults are shown, the others counted" {
    local messages=()
    for i in $(seq 20); do messages+=("s.csv:$((i + 6)):1: error: 'x$i.y' is not a parameter; 'plateau parameters' lists them all"); done
    refuses "$(printf 'x%d.y,1\\n' $(seq 23))" "${messages[@]}" 'and 3 more'
}

@test "limits: files that stand on each other 17 deep" {
    for i in $(seq 1 16); do printf "parameter,value\nbase,$((i + 1)).csv\n" > $i.csv; done
    refuses 'base,1.csv\n' '15.csv:2:6: error: files stand on each other more than 16 deep'
}

@test "limits: 16 deep is well" {
    for i in $(seq 1 14); do printf "parameter,value\nbase,$((i + 1)).csv\n" > $i.csv; done
    printf "$GOOD" > 15.csv
    printf 'parameter,value\nbase,1.csv\n' > s.csv
    "$program" explain s.csv
}

@test "limits: 257 files" {
    printf 'parameter,value\n' > w.csv
    refuses "$(printf 'with,w.csv\\n%.0s' $(seq 258))" 's.csv:262:6: error: a scenario can have at most 256 files'
}

@test "limits: 10,001 rows" {
    for class in 1 2 3 4 5 6 7 8 9; do printf "rep.c$class.leads,1,%d\n" $(seq 1200); done | head -n 9996 > rows
    refuses "$(cat rows)\n" 's.csv:10002:1: error: a scenario can have at most 10,000 rows'
}

@test "limits: 257 contracts" {
    for i in $(seq 256); do printf "contract.c$i.term,1\ncontract.c$i.fee,1%%%%\ncontract.c$i.nonrenewal,1%%%%\n"; done > rows
    refuses "$(cat rows)\n" \
        's.csv:772:1: error: a scenario can have at most 256 contracts' \
        's.csv:773:1: error: a scenario can have at most 256 contracts' \
        's.csv:774:1: error: a scenario can have at most 256 contracts'
}

@test "limits: 101 changes of one value" {
    refuses "$(printf 'churn.multiplier,*=1.01,%d\\n' $(seq 101))plan.months,120\n" \
        's.csv:107:18: error: churn.multiplier is changed by more than 100 rows at once'
}

@test "limits: rows after the end of the plan are still read" {
    refuses 'plan.months,12\nsales.close,often,13\n' \
        "s.csv:8:13: error: sales.close is 'often', which is not a number; write for example 12, 1/6, 8% or \"\$10,000.00\""
}
