"""Tables with holes, doubles, words for numbers; observations through time."""

from makers import CALLS, add, append, edit, write

TABLE_FAULTS = [
    ("only a header", "name,cost,gain\n"),
    ("a row too short", "name,cost,gain\nA,1,5\nB,2\n"),
    ("a row too long", "name,cost,gain\nA,1,5\nB,2,9,7\n"),
    ("two columns of one name", "name,cost,cost,gain\nA,1,2,5\nB,2,3,9\n"),
    ("a column without a name", "name,cost,,gain\nA,1,2,5\nB,2,3,9\n"),
    ("an open quote", 'name,cost,gain\n"A,1,5\nB,2,9\n'),
    ("a NUL byte", b"name,cost,gain\nA,1,5\nB,\0,9\n"),
    ("decimal commas between commas", 'name,cost,gain\nA,"1,5",5\nB,"2,5",9\n'),
    ("UTF-16", "name,cost,gain\nA,1,5\nB,2,9\n".encode("utf-16")),
    ("a BOM and CRLF and a gap", b"\xef\xbb\xbfname,cost,gain\r\nA,1,5\r\nB,,9\r\n"),
    ("a word for a number", "name,cost,gain\nA,1,5\nB,cheap,9\n"),
    ("an infinite value", "name,cost,gain\nA,1,5\nB,inf,9\nC,3,4\n"),
    ("two rows of one name", "name,cost,gain\nA,1,5\nA,2,9\n"),
    ("a row without a name", "name,cost,gain\nA,1,5\n,2,9\nC,2,2\n"),
    ("a single row", "name,cost,gain\nA,1,5\n"),
    ("a missing column", "name,cost\nA,1\nB,2\n"),
    ("bytes that are no text", b"name,cost,gain\nA,1,5\n\xff\xfe\x80,x,9\n"),
]
for fault, content in TABLE_FAULTS:
    add(f"score: {fault}", CALLS["score"], write("table.csv", content))
    if fault not in ("a missing column", "two rows of one name", "a word for a number", "a row without a name",
                     "bytes that are no text"):
        add(f"cluster: {fault}", CALLS["cluster"], write("table.csv", content))
add("score: a JSON table of no rows", CALLS["score"].replace("table.csv", "table.json"), write("table.json", "[]"))
add("score: a JSON table that is an object", CALLS["score"].replace("table.csv", "table.json"), write("table.json", '{"a": 1}'))
add("score: JSON nested too deep", CALLS["score"].replace("table.csv", "table.json"), write("table.json", "[" * 100000))
add("score: an unknown direction", CALLS["score"], edit("criteria.csv", "benefit", "sideways"))
add("score: a criterion that comes twice", CALLS["score"], append("criteria.csv", "gain,benefit,0.1\n"))
add("score: no criterion", CALLS["score"], write("criteria.csv", "criterion,direction\n"))
add("score: given weights that are missing", CALLS["score"].replace("entropy", "given"), write("criteria.csv", "criterion,direction\ncost,cost\ngain,benefit\n"))
add("score: a negative weight", CALLS["score"].replace("entropy", "given"), edit("criteria.csv", "0.4", "-0.4"))
add("score: an unknown weighting", CALLS["score"].replace("entropy", "gut"))
add("score: an unknown ranking", CALLS["score"].replace("topsis", "tarot"))
add("score: an unknown normalisation", CALLS["score"] + " --normalise softly")
add("score: zero for a logarithm", CALLS["score"].replace("entropy", "merec"), edit("table.csv", "A,1,5", "A,0,0"))
add("score: a v above one", CALLS["score"].replace("topsis", "vikor") + " --v 3")
add("score: AHP without comparisons", CALLS["score"].replace("entropy", "ahp"))
add("score: AHP comparisons that are not square", CALLS["score"].replace("entropy", "ahp") + " --comparisons p.csv", write("p.csv", "criterion,cost\ncost,1\ngain,2\n"))
add("score: AHP comparisons that contradict themselves", CALLS["score"].replace("entropy", "ahp") + " --comparisons p.csv",
    write("p.csv", "criterion,cost,gain\ncost,1,3\ngain,3,1\n"))
add("score: an unknown preference function", CALLS["score"].replace("topsis", "promethee2"),
    write("criteria.csv", "criterion,direction,preference\ncost,cost,wavy\ngain,benefit,usual\n"))
add("cluster: more clusters than rows", CALLS["cluster"].replace("--k 2", "--k 9"))
add("cluster: no cluster", CALLS["cluster"].replace("--k 2", "--k 0"))
add("cluster: an unknown column", CALLS["cluster"] + " --columns beauty")
add("cluster: a constant column standardised", CALLS["cluster"] + " --standardise", write("table.csv", "name,cost\nA,1\nB,1\nC,1\n"))
add("cluster: distances that are not square", CALLS["cluster-distances"], write("distances.csv", "name,A,B\nA,0,1\nB,1,0\nC,4,3\n"))
add("cluster: distances that differ by direction", CALLS["cluster-distances"], edit("distances.csv", "A,0,1,4", "A,0,2,4"))
add("cluster: a negative distance", CALLS["cluster-distances"], write("distances.csv", "name,A,B\nA,0,-1\nB,-1,0\n"))
add("cluster: a distance to itself", CALLS["cluster-distances"], edit("distances.csv", "A,0,", "A,5,"))
add("cluster: k-means on distances", CALLS["cluster-distances"] + " --method kmeans")
add("compare: a missing column", CALLS["compare"], write("measures.csv", "zone,side,value\nz,a,1\n"))
add("compare: one side only", CALLS["compare"], edit("measures.csv", ",b,", ",a,"))
add("compare: names of one side", CALLS["compare"] + " --sides a")
add("compare: a value that is a word", CALLS["compare"], edit("measures.csv", "0.5,1", "half,1"))
add("compare: the same row twice", CALLS["compare"], append("measures.csv", "z1,b,0-1,2020,share,0.3,1,0.2,0.4,100\n"))
add("compare: two units", CALLS["compare"], edit("measures.csv", "0.3,1", "0.3,ha"))
add("compare: a lower bound above the value", CALLS["compare"], edit("measures.csv", "0.4,0.6", "0.9,0.6"))
add("discontinuity: an unknown column", CALLS["discontinuity"].replace("--outcome y", "--outcome z"))
add("discontinuity: a column of words", CALLS["discontinuity"], edit("points.csv", "\n-2.0,", "\nfar,"))
add("discontinuity: all points on one side", CALLS["discontinuity"], edit("points.csv", "\n-", "\n"))
add("discontinuity: a cutoff beyond the points", CALLS["discontinuity"] + " --cutoff 99")
add("discontinuity: a bandwidth of zero", CALLS["discontinuity"] + " --bandwidth 0")
add("discontinuity: a negative bandwidth", CALLS["discontinuity"] + " --bandwidth -1")
add("discontinuity: a bandwidth without a point", CALLS["discontinuity"] + " --bandwidth 0.0001")
add("discontinuity: a negative order", CALLS["discontinuity"] + " --order -1")
add("discontinuity: an order of ninety-nine", CALLS["discontinuity"] + " --order 99")
add("discontinuity: an unknown kernel", CALLS["discontinuity"] + " --kernel corn")
add("discontinuity: an unknown covariate", CALLS["discontinuity"] + " --covariates beauty")
add("discontinuity: one row", CALLS["discontinuity"], write("points.csv", "x,y\n1,1\n"))
add("discontinuity: a constant distance", CALLS["discontinuity"], write("points.csv", "x,y\n" + "1,2\n" * 50))
add("breaks: no day", CALLS["breaks"], edit("observations.csv", "day,", "when,"))
add("breaks: days that are words", CALLS["breaks"], edit("observations.csv", "\n736000,", "\nmonday,"))
add("breaks: an unknown qa code", CALLS["breaks"], edit("observations.csv", ",2900,0", ",2900,77"))
add("breaks: a probability of two", CALLS["breaks"] + " --probability 2")
add("breaks: no observation to confirm", CALLS["breaks"] + " --peek 0")
add("breaks: no band", CALLS["breaks"], write("observations.csv", "day,qa\n736000,0\n736016,0\n"))
