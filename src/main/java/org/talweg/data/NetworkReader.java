package org.talweg.data;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads networks exactly from JSON.
 *
 * <p>Two layouts: {@code {"a":[...],"w":[[...],...]}}, one entry of {@code a} and one row of {@code w} a neuron; or the weights of
 * two linear layers without bias as PyTorch names them, {@code {"first.weight":[[...],...],"second.weight":[[...]]}}, in this
 * order. Either may have a text {@code "description"}. A number is a JSON number or a string {@code "p/q"}, {@code "0.25"},
 * {@code "1e-5"}; it is read from its text and never rounded.
 */
public final class NetworkReader {

    private static final String EXPECTED =
            "expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Python writes NaN; let it through to the message that says where it is.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;
    private final Source source;
    private final int dimension;

    private NetworkReader(JsonParser parser, Source source, int dimension) {
        this.dimension = dimension;
        this.parser = parser;
        this.source = source;
    }

    /**
     * Reads a network from a file, or from standard input if {@code source} is {@code -}.
     *
     * @param dimension how many inputs the network must have
     * @throws InputException with one line that names the source, the neuron and the position where there are such, and what was
     *     expected
     */
    public static Network read(String source, InputStream standardInput, int dimension) {
        return Source.read(source, standardInput, (in, name) -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
                return new NetworkReader(parser, name, dimension).network();
            } catch (JacksonIOException e) {
                throw e.getCause();
            } catch (JacksonException e) {
                throw new InputException(
                        name.refuse(place(e) + "not JSON: " + firstPart(e.getOriginalMessage()))
                                .getMessage(),
                        e);
            }
        });
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** The message without the parser's hints to programmers, which follow in brackets or after a colon. */
    private static String firstPart(String message) {
        return message.replaceAll("(?s) ?[(:;].*", "");
    }

    private Network network() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw source.refuse(EXPECTED + ", found " + found());
        }
        RationalVector a = null;
        RationalMatrix w = null;
        Map<String, RationalMatrix> layers = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals("a")) {
                a = RationalVector.of(numbers(source.part(key), "neuron "));
            } else if (key.equals("w")) {
                w = matrix(source.part(key));
            } else if (key.endsWith(".weight")) {
                layers.put(key, matrix(source.part(key)));
            } else if (!key.equals("description") || parser.currentToken() != JsonToken.VALUE_STRING) {
                String bias = key.endsWith("bias") ? "; a bias is a constant input column (--bias)" : "";
                throw source.refuse(EXPECTED + ", found " + Source.quote(key) + bias);
            }
        }
        if (parser.nextToken() != null) {
            throw source.refuse("expected nothing after the network, found " + found());
        }
        if (a == null && w == null && layers.size() == 2) {
            return layers(layers);
        }
        if (a == null || w == null || !layers.isEmpty()) {
            throw source.refuse(EXPECTED);
        }
        if (a.size() != w.rows()) {
            throw source.refuse("expected as many entries of a as rows of w, found " + a.size() + " and " + w.rows());
        }
        return checked(a, w);
    }

    private Network checked(RationalVector a, RationalMatrix w) {
        if (w.columns() != dimension) {
            throw source.refuse("neuron 1, position " + (Math.min(w.columns(), dimension) + 1) + ": expected "
                    + Plural.of(dimension, "number") + ", one an input of the data, found " + w.columns());
        }
        return new Network(a, w);
    }

    private Network layers(Map<String, RationalMatrix> layers) {
        List<String> names = List.copyOf(layers.keySet());
        RationalMatrix w = layers.get(names.get(0));
        RationalMatrix a = layers.get(names.get(1));
        if (a.rows() != 1 || a.columns() != w.rows()) {
            throw source.refuse("expected 1 row of " + Plural.of(w.rows(), "number") + " in "
                    + Source.quote(names.get(1)) + ", found " + a.rows() + " of " + a.columns());
        }
        return checked(a.row(0), w);
    }

    private RationalMatrix matrix(Source part) {
        List<RationalVector> rows = new ArrayList<>();
        requireArray(part, "expected a list of lists of numbers, one a neuron");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String neuron = "neuron " + (rows.size() + 1) + ", ";
            RationalVector row = RationalVector.of(numbers(part, neuron + "position "));
            int expected = rows.isEmpty() ? row.size() : rows.get(0).size();
            if (row.size() != expected) {
                throw part.refuse(neuron + "position " + (Math.min(row.size(), expected) + 1) + ": expected "
                        + Plural.of(expected, "number") + " as in neuron 1, found " + row.size());
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw part.refuse("expected at least one neuron");
        }
        return RationalMatrix.ofRows(rows, rows.get(0).size());
    }

    /** A list of numbers; {@code place} names one of them in messages, before its number from 1. */
    private List<Rational> numbers(Source part, String place) {
        List<Rational> numbers = new ArrayList<>();
        requireArray(part, place + "1: expected a list of numbers");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(number(part, place + (numbers.size() + 1)));
        }
        if (numbers.isEmpty()) {
            throw part.refuse(place + "1: expected at least one number");
        }
        return numbers;
    }

    private void requireArray(Source part, String expected) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw part.refuse(expected + ", found " + found());
        }
    }

    private Rational number(Source part, String place) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())) {
            try {
                return Rational.parse(parser.getString());
            } catch (NumberFormatException e) {
                throw new InputException(
                        part.refuse(place + ": expected an exact number, found " + found())
                                .getMessage(),
                        e);
            }
        }
        throw part.refuse(place + ": expected an exact number, found " + found());
    }

    /** The current token as text, for messages. */
    private String found() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            default -> Source.quote(parser.getString());
        };
    }
}
