package dev.lifeguard.migrate.inspect.compat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks for parameters as drivers and frameworks have them, written as PostgreSQL's {@code $1}:
 * JDBC's {@code ?} (and {@code ??} for the operator), {@code :name}, {@code #{name}}, and Python's
 * {@code %s} and {@code %(name)s}. What is in strings, quoted names and comments stays.
 */
final class ParameterMarks {

    private static final String LEFT_ALONE =
            "(?:[eE]'(?:[^'\\\\]|\\\\.|'')*+'|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
                    + "|--[^\n]*+|/\\*(?s:.*?)\\*/"
                    + "|\\$(?<tag>[\\p{L}_][\\p{L}\\p{N}_]*|)\\$(?s:.*?)\\$\\k<tag>\\$)";

    private static final String CASTS = "|::|:=|\\[[^\\]'\"?]*\\]";

    private static final Pattern MARK =
            Pattern.compile(
                    "(?<other>"
                            + LEFT_ALONE
                            + CASTS
                            + "|\\?[|&])"
                            + "|(?<operator>\\?\\?)|(?<plain>\\?|%s\\b)"
                            + "|:(?<colon>[\\p{L}_][\\p{L}\\p{N}_.]*)"
                            + "|[#$]\\{(?<brace>[^{}]+)\\}"
                            + "|%\\((?<python>[^()]+)\\)s|(?<percent>%%)");

    private ParameterMarks() {}

    /** The statement with numbered parameters; the same where there is no mark. */
    static String numbered(String sql) {
        Map<String, Integer> names = new HashMap<>();
        List<String> parameters = new ArrayList<>();
        Matcher mark = MARK.matcher(sql);
        StringBuilder numbered = new StringBuilder();
        while (mark.find()) {
            mark.appendReplacement(
                    numbered, Matcher.quoteReplacement(replacement(mark, names, parameters)));
        }
        return mark.appendTail(numbered).toString();
    }

    private static String replacement(
            Matcher mark, Map<String, Integer> names, List<String> parameters) {
        if (mark.group("other") != null) {
            return mark.group();
        }
        if (mark.group("operator") != null) {
            return "?";
        }
        if (mark.group("percent") != null) {
            return "%";
        }
        if (mark.group("plain") != null) {
            parameters.add("");
            return "$" + parameters.size();
        }
        String name = mark.group().replaceAll("[:#$%{}()]", "");
        return "$"
                + names.computeIfAbsent(
                        name,
                        fresh -> {
                            parameters.add(fresh);
                            return parameters.size();
                        });
    }
}
