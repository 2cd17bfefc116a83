package dev.lifeguard.migrate.tests.commandline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads one JSON document into maps, lists, strings, numbers, booleans and null. */
final class Json {

    private Json() {}

    /** The object that a text is; an error when it is anything else, or more. */
    static Map<String, Object> parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            requireToken(parser.nextToken(), JsonToken.START_OBJECT, text);
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("More than one document: " + text);
            }
            return object;
        } catch (IOException invalid) {
            throw new UncheckedIOException("No JSON: " + text, invalid);
        }
    }

    /** A value of such parts as a document. */
    static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(it -> text(it.getKey()) + ":" + text(it.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
            case String string ->
                    '"'
                            + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(string))
                            + '"';
            default -> value.toString();
        };
    }

    private static void requireToken(JsonToken found, JsonToken wanted, String text) {
        if (found != wanted) {
            throw new AssertionError("%s in place of %s: %s".formatted(found, wanted, text));
        }
    }

    // Null stands for JSON's null here, and only here.
    @SuppressWarnings("NullAway")
    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new AssertionError("Unexpected " + token);
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }
}
