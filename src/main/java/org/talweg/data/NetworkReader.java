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
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

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
            .build();

    private final JsonParser parser;
    private final Source source;

    private NetworkReader(JsonParser parser, Source source) {
        this.parser = parser;
        this.source = source;
    }

    /**
     * Reads a network from a file, or from standard input if {@code source} is {@code -}.
     *
     * @throws InputException with one line that names the source, the neuron and the position where there are such, and what was
     *     expected
     */
    public static Network read(String source, InputStream standardInput) {
        return Source.read(source, standardInput, (in, name) -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
                return new NetworkReader(parser, name).network();
            } catch (JacksonIOException e) {
                throw e.getCause();
            } catch (JacksonException e) {
                throw new InputException(
                        name.name() + ": line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ": not JSON: " + e.getOriginalMessage(),
                        e);
            }
        });
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
        return new Network(a, w);
    }

    private Network layers(Map<String, RationalMatrix> layers) {
        List<String> names = List.copyOf(layers.keySet());
        RationalMatrix w = layers.get(names.get(0));
        RationalMatrix a = layers.get(names.get(1));
        if (a.rows() != 1 || a.columns() != w.rows()) {
            throw source.refuse("expected 1 row of " + w.rows() + " numbers in " + Source.quote(names.get(1))
                    + ", found " + a.rows() + " of " + a.columns());
        }
        return new Network(a.row(0), w);
    }

    private RationalMatrix matrix(Source part) {
        List<RationalVector> rows = new ArrayList<>();
        requireArray(part, "a list of lists of numbers, one a neuron");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int neuron = rows.size() + 1;
            RationalVector row = RationalVector.of(numbers(part.part("neuron " + neuron), "position "));
            if (neuron > 1 && row.size() != rows.get(0).size()) {
                throw part.refuse("neuron " + neuron + ", position "
                        + (Math.min(row.size(), rows.get(0).size()) + 1) + ": expected "
                        + rows.get(0).size() + " numbers as in neuron 1, found " + row.size());
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
        requireArray(part, "a list of numbers");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(number(part, place + (numbers.size() + 1)));
        }
        if (numbers.isEmpty()) {
            throw part.refuse("expected at least one number");
        }
        return numbers;
    }

    private void requireArray(Source part, String expected) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw part.refuse("expected " + expected + ", found " + found());
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
