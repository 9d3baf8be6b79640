"""Counts the test cases of one Catch2 XML report: "passed failed skipped". A case is skipped that warned
of it ("skipped: ..."); a program that broke off counts as one more failure. What failed goes to stderr.
usage: count_cases.py REPORT EXIT_CODE"""
import sys
import xml.etree.ElementTree

report, code = sys.argv[1], int(sys.argv[2])
passed = failed = skipped = 0
whole = True


def tell(case):
    """The case, and each of its expressions, exceptions and messages that failed it."""
    print(f"FAILED: {case.get('name')}", file=sys.stderr)
    for part in case.iter():
        if part.tag in ("Exception", "FatalErrorCondition", "Failure") or part.get("success") == "false":
            texts = [text.strip() for text in part.itertext() if text.strip()]
            place = f"{part.get('filename')}:{part.get('line')}: " if part.get("filename") else ""
            if texts:
                print("  " + place + "  =>  ".join(texts), file=sys.stderr)


try:
    for _, element in xml.etree.ElementTree.iterparse(report):
        if element.tag != "TestCase":
            continue
        result = element.find("OverallResult")
        if result is None or result.get("success") != "true":
            failed += 1
            tell(element)
        elif any((warning.text or "").strip().startswith("skipped: ") for warning in element.iter("Warning")):
            skipped += 1
        else:
            passed += 1
except (OSError, xml.etree.ElementTree.ParseError):
    whole = False
if not whole or (code != 0 and failed == 0):
    failed += 1
print(passed, failed, skipped)
