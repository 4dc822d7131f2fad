"""What Zoho's documents leave open, and how this runtime chose: one declaration per question."""

from __future__ import annotations

from harness.ports import Assumption

ASSUMPTIONS = (
    Assumption(
        "deluge.http_error",
        "What does invokeurl do with an HTTP status of 400 and above, without `detailed`?",
        "No official statement. A public developer's notes, tested live, get the body back; another "
        "says that it throws. Zoho's samples test `code` in the answer.",
        {
            "returned": "the body is the result, whatever the status",
            "thrown": "the task fails with a run-time error that `catch` sees",
        },
        "returned",
    ),
    Assumption(
        "deluge.delete_parameters",
        "Where do the `parameters` of a DELETE call go?",
        "Documented for GET (query) and for POST and PUT (body) only.",
        {"query": "into the query, as for GET", "body": "into the body, as for POST"},
        "query",
    ),
    Assumption(
        "deluge.url_encoding",
        "What happens to blanks, quotes and non-ASCII characters in the `url` of invokeurl?",
        "Not documented. Scripts concatenate names into URLs without encodeUrl.",
        {
            "encode": "they are percent-encoded; & # % and the like are left alone",
            "refuse": "the task fails with a run-time error",
        },
        "encode",
    ),
    Assumption(
        "deluge.null_argument",
        "What does a task zoho.books.* do with a null among module, ids and status?",
        "Not documented.",
        {
            "error": "a run-time error, as a method on null is one",
            "sent": "the word null goes into the URL, and Books answers",
        },
        "error",
    ),
    Assumption(
        "deluge.text_length",
        "What does length() count in a text with characters beyond U+FFFF, such as emoji?",
        "Not documented. Zoho's runtime is Java's, whose texts are made of UTF-16 units.",
        {
            "characters": "characters: an emoji is 1",
            "utf16": "UTF-16 units: an emoji is 2",
        },
        "characters",
    ),
    Assumption(
        "deluge.text_to_list",
        'What is "".toList()?',
        "Not documented. Java's split gives one empty text.",
        {"empty": "an empty list", "one": "a list of one empty text"},
        "empty",
    ),
    Assumption(
        "deluge.decimal_text_to_long",
        'What is "99.9".toLong()?',
        "The page of toLong says 99.9 gives 99, without saying whether that was a number or a text; its "
        "error text for other characters is documented.",
        {"error": "a run-time error, as for letters", "cut": "99"},
        "error",
    ),
    Assumption(
        "deluge.get_json_of_list",
        "What does getJSON(key) give on a list?",
        "Its pages show maps and JSON texts. A public script reads a key of a list of one map so, and "
        "goes on with the result.",
        {"first": "the key of the first element, null if that is no map", "error": "a run-time error"},
        "first",
    ),
    Assumption(
        "deluge.text_as_date",
        'What does a date function do on a text, as in "2026-01-31".addDay(1)?',
        "The page of addBusinessHour takes DATE-TIME or TEXT, that of toString a text in a date format "
        "outside Creator, that of addDay DATE-TIME alone. Dates of records are texts.",
        {
            "parsed": "the text is read as a date: UnParsable date if it is none",
            "error": "a run-time error",
        },
        "parsed",
    ),
    Assumption(
        "deluge.business_minutes",
        "How many minutes are 0.1 of addBusinessHour?",
        "The page says: to add one business minute, supply 0.1; and that the value counts hours.",
        {"hours": "six: a tenth of an hour", "minutes": "one: the digits behind the point are minutes"},
        "hours",
    ),
    Assumption(
        "deluge.hmac_output",
        "What do the hmac functions of zoho.encryption give without a third argument?",
        'Not documented. Public scripts pass "hex" or "base64".',
        {"hex": "hexadecimal digits", "base64": "base64"},
        "hex",
    ),
    Assumption(
        "deluge.date_format",
        "How does a date become text where no format is given?",
        "Examples print dd-MMM-yyyy and dd-MMM-yyyy HH:mm:ss, the format of the service; whether that is the "
        "date format of the organization inside Books is not documented.",
        {
            "default": "dd-MMM-yyyy, with HH:mm:ss unless it is a pure date",
            "organization": "in the date format of the organization, with HH:mm:ss unless it is a pure date",
        },
        "default",
    ),
    Assumption(
        "deluge.line_feed",
        "What is \\n in a text between double quotes?",
        "Most scripts and some examples write it for a line feed. One developer found none in the editor of "
        'CRM, and writes hextoText("0A").',
        {"line_feed": "a line feed", "literal": "a backslash and the letter n"},
        "line_feed",
    ),
    Assumption(
        "deluge.sort",
        "Does sort() change the list it is called on?",
        "Not documented; examples use its result.",
        {"copy": "no: it gives a new list", "in_place": "yes, and it gives that list"},
        "copy",
    ),
    Assumption(
        "deluge.division",
        "What is whole number / whole number?",
        "Not documented. Zoho's own days example calls toLong() on a quotient of whole numbers.",
        {
            "decimal": "always a decimal: 7/2 is 3.5, 4/2 is 2.0",
            "truncate": "a whole number, cut towards zero: 7/2 is 3",
            "exact": "a whole number where it divides evenly, else a decimal",
        },
        "decimal",
    ),
    Assumption(
        "deluge.decimals",
        "Is decimal arithmetic decimal or binary?",
        "frac(-25.1) is documented as -0.1, which binary arithmetic does not give.",
        {
            "decimal": "exact decimal arithmetic: 0.1 + 0.2 is 0.3",
            "binary": "64-bit floating point: 0.1 + 0.2 is 0.30000000000000004",
        },
        "decimal",
    ),
    Assumption(
        "deluge.overflow",
        "What happens when a whole number leaves 64 bits?",
        "NUMBER is documented as 64 bits; the overflow is not.",
        {"error": "a run-time error", "wrap": "it wraps around, as a Java long does"},
        "error",
    ),
    Assumption(
        "deluge.null_text",
        "What is text + null?",
        "Not documented. Scripts concatenate values that may be null all the time.",
        {
            "null": "the word null is appended",
            "empty": "nothing is appended",
            "error": "a run-time error: Null value occurred while performing + operation",
        },
        "null",
    ),
    Assumption(
        "deluge.text_arithmetic",
        'What is "10" * 2, and the same with - and /?',
        "Not documented; + concatenates, % of a text is a documented error. Amounts of records may be "
        "texts, and scripts convert them with toDecimal() or toLong().",
        {"error": "a run-time error", "number": "20: a text that spells a number is one"},
        "error",
    ),
    Assumption(
        "deluge.equality",
        "Is a number equal to a text of the same digits?",
        "equals() is documented as false for different types; scripts compare responseCode with 200 "
        'and with "200", and ids of both types.',
        {
            "loose": 'a number, boolean or date equals its text; 5 > "4" compares numbers',
            "strict": "values of different types are never equal and cannot be ordered",
        },
        "loose",
    ),
    Assumption(
        "deluge.condition",
        "What may stand in a condition besides a boolean?",
        "Not documented.",
        {
            "lenient": 'null and the text "false" are false, the text "true" is true, else an error',
            "strict": "anything but a boolean is a run-time error",
        },
        "lenient",
    ),
    Assumption(
        "deluge.list_text",
        "What is the text of a list in toString() and in concatenation?",
        "info joins the elements with commas (Zoho's examples); request bodies are made with "
        "list.toString(), which only works as JSON.",
        {"json": 'JSON: ["a","b"]', "joined": "joined by commas: a,b"},
        "json",
    ),
    Assumption(
        "deluge.ifnull_empty",
        'Does ifnull("", x) give x?',
        "One public catalogue says 'null or empty'; isNull(\"\") is documented as true.",
        {"null_only": "only null is replaced", "empty_too": "empty text is replaced as well"},
        "null_only",
    ),
    Assumption(
        "deluge.list_get",
        "What is list.get(i) beyond the end?",
        "One example says: error 'Given index 4 is greater than the list size'; another compares "
        "list.get(10) with null and puts it into ifNull, as working code.",
        {
            "error": "an error, but null directly inside ifnull() or in a comparison with null",
            "null": "null, everywhere",
        },
        "error",
    ),
    Assumption(
        "deluge.is_empty",
        "What does isEmpty() say of blanks, empty text and null?",
        'The page of isEmpty: " " is false, "" is true. The comparison page, for services other '
        "than Creator: true, null and null.",
        {
            "page": '" " is false, "" is true, null is an error',
            "matrix": '" " is true, "" and null give null',
        },
        "page",
    ),
    Assumption(
        "deluge.for_each_map",
        "What does `for each` do on a map?",
        "Not documented; scripts iterate over keys().",
        {
            "error": "a run-time error",
            "keys": "it goes through the keys",
            "values": "it goes through the values",
        },
        "error",
    ),
    Assumption(
        "deluge.for_each_null",
        "What does `for each` do on null?",
        "Not documented; scripts go through lists of an answer that may be absent, some of them guarded.",
        {"error": "a run-time error", "nothing": "no turn"},
        "error",
    ),
    Assumption(
        "deluge.unassigned",
        "What is a variable that is assigned only in a branch which was not taken?",
        "'Variable 'x' is not defined' is documented as a save error for unknown names.",
        {"error": "a run-time error with that text", "null": "null"},
        "error",
    ),
    Assumption(
        "deluge.date_plus_number",
        "What is date + number?",
        "Only date - date is documented (milliseconds).",
        {"error": "a run-time error", "days": "so many days later"},
        "error",
    ),
    Assumption(
        "deluge.map_key",
        'Is a map\'s key 1 the same as its key "1"?',
        'Keys may be of any type; JSON keys are always text, and lists take "0" as an index.',
        {"text": "yes: keys are kept as text", "typed": "no: a whole number stays a number"},
        "text",
    ),
)
"""Every assumption of the runtime; `Host.assume` answers the choice of a world."""
