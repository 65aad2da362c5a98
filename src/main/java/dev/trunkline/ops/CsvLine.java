package dev.trunkline.ops;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180) that no spreadsheet takes for more than text: what it would calculate with, for it begins like a formula,
 * gets an apostrophe before it. OWASP, "CSV Injection". A telephone number calculates nothing, and stays as it is.
 */
final class CsvLine {

    private static final String FORMULA =
            "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"; // the last four are their full-width forms
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{1,15}");
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n;]|^\\s|\\s$");

    private CsvLine() {}

    static String of(Collection<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean isFormula = !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        String safe = isFormula ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
