"""Counts the test cases of one Catch2 XML report: "passed failed skipped". A case is skipped that warned
of it ("skipped: ..."); a program that broke off counts as one more failure.
usage: count_cases.py REPORT EXIT_CODE"""
import sys
import xml.etree.ElementTree

report, code = sys.argv[1], int(sys.argv[2])
passed = failed = skipped = 0
whole = True
try:
    for _, element in xml.etree.ElementTree.iterparse(report):
        if element.tag != "TestCase":
            continue
        result = element.find("OverallResult")
        if result is None or result.get("success") != "true":
            failed += 1
        elif any((warning.text or "").strip().startswith("skipped: ") for warning in element.iter("Warning")):
            skipped += 1
        else:
            passed += 1
except (OSError, xml.etree.ElementTree.ParseError):
    whole = False
if not whole or (code != 0 and failed == 0):
    failed += 1
print(passed, failed, skipped)
