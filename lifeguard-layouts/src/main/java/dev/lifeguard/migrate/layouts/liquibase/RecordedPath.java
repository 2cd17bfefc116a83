package dev.lifeguard.migrate.layouts.liquibase;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as Liquibase compares them. */
final class RecordedPath {

    private static final String CLASS_PATH = "classpath:";

    private RecordedPath() {}

    /** Without {@code classpath:}, a drive, a first slash and steps to other folders. */
    static String normal(String path) {
        String rest = path.startsWith(CLASS_PATH) ? path.substring(CLASS_PATH.length()) : path;
        rest = rest.replace('\\', '/').replaceFirst("^[A-Za-z]:", "");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : rest.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
