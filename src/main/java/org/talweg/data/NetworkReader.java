package org.talweg.data;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
 * order. {@code a} may be a matrix, one row an output, and {@code "slopes":["1","0"]} gives other activations. Either may have a text {@code "description"}. A number is a JSON number or a string {@code "p/q"}, {@code "0.25"},
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
    private final OptionalInt dimension;
    private final OptionalInt outputs;

    private NetworkReader(JsonParser parser, Source source, OptionalInt dimension, OptionalInt outputs) {
        this.dimension = dimension;
        this.outputs = outputs;
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
        VectorNetwork network = read(source, standardInput, OptionalInt.of(dimension), OptionalInt.of(1));
        if (!network.activation().equals(Activation.RELU)) {
            throw Source.of(source).refuse("expected slopes 1 and 0, of ReLU: others need --lambda 0");
        }
        return network.toNetwork();
    }

    /**
     * Reads a network of any activation of two slopes and any number of outputs.
     *
     * @param dimension how many inputs it must have, if that is known
     * @param outputs how many outputs it must have, if that is known
     * @throws InputException as {@link #read(String, InputStream, int)}
     */
    public static VectorNetwork read(
            String source, InputStream standardInput, OptionalInt dimension, OptionalInt outputs) {
        return Source.read(source, standardInput, (in, name) -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
                return new NetworkReader(parser, name, dimension, outputs).network();
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

    private VectorNetwork network() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw source.refuse(EXPECTED + ", found " + found());
        }
        RationalMatrix a = null;
        RationalMatrix w = null;
        Activation activation = Activation.RELU;
        Map<String, RationalMatrix> layers = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals("a")) {
                a = outputWeights(source.part(key));
            } else if (key.equals("w")) {
                w = matrix(source.part(key), "neuron");
            } else if (key.equals("slopes")) {
                activation = activation(source.part(key));
            } else if (key.endsWith(".weight")) {
                layers.put(key, matrix(source.part(key), "neuron"));
            } else if (!key.equals("description") || parser.currentToken() != JsonToken.VALUE_STRING) {
                String bias = key.endsWith("bias") ? "; a bias is a constant input column (--bias)" : "";
                throw source.refuse(EXPECTED + ", found " + Source.quote(key) + bias);
            }
        }
        if (parser.nextToken() != null) {
            throw source.refuse("expected nothing after the network, found " + found());
        }
        String nameOfA = "a";
        if (a == null && w == null && layers.size() == 2) {
            List<String> names = List.copyOf(layers.keySet());
            w = layers.get(names.get(0));
            a = layers.get(names.get(1));
            layers.clear();
            nameOfA = names.get(1);
        }
        if (a == null || w == null || !layers.isEmpty()) {
            throw source.refuse(EXPECTED);
        }
        return checked(a, w, activation, nameOfA);
    }

    /** A list of numbers, for one output, or a list of such lists. */
    private RationalMatrix outputWeights(Source part) {
        requireArray(part, "neuron 1: expected a list of numbers");
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return rows(part, "output");
        }
        List<Rational> numbers = numbersFrom(part, "neuron ");
        return RationalMatrix.ofRows(List.of(RationalVector.of(numbers)), numbers.size());
    }

    private Activation activation(Source part) {
        List<Rational> slopes = numbers(part, "slope ");
        if (slopes.size() != 2) {
            throw part.refuse("expected two slopes, for positive and for negative numbers, found " + slopes.size());
        }
        return new Activation(slopes.get(0), slopes.get(1));
    }

    /** @param a one row an output */
    private VectorNetwork checked(RationalMatrix a, RationalMatrix w, Activation activation, String nameOfA) {
        int width = w.rows();
        if (a.columns() != width && nameOfA.equals("a")) {
            throw source.refuse("expected as many entries of a as rows of w, found " + a.columns() + " and " + width);
        }
        int expected = outputs.orElse(a.rows());
        if (a.rows() != expected || a.columns() != width) {
            throw source.refuse("expected " + Plural.of(expected, "row") + " of " + Plural.of(width, "number") + " in "
                    + Source.quote(nameOfA) + ", found " + a.rows() + " of " + a.columns());
        }
        int inputs = dimension.orElse(w.columns());
        if (w.columns() != inputs) {
            throw source.refuse("neuron 1, position " + (Math.min(w.columns(), inputs) + 1) + ": expected "
                    + Plural.of(inputs, "number") + ", one an input of the data, found " + w.columns());
        }
        return new VectorNetwork(a.transpose(), w, activation);
    }

    private RationalMatrix matrix(Source part, String row) {
        requireArray(part, "expected a list of lists of numbers, one a " + row);
        parser.nextToken();
        return rows(part, row);
    }

    /** The rows of a matrix of which the first token, after the opening bracket, is read. */
    private RationalMatrix rows(Source part, String name) {
        List<RationalVector> rows = new ArrayList<>();
        for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
            String neuron = name + " " + (rows.size() + 1) + ", ";
            RationalVector row = RationalVector.of(numbers(part, neuron + "position "));
            int expected = rows.isEmpty() ? row.size() : rows.get(0).size();
            if (row.size() != expected) {
                throw part.refuse(neuron + "position " + (Math.min(row.size(), expected) + 1) + ": expected "
                        + Plural.of(expected, "number") + " as in " + name + " 1, found " + row.size());
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw part.refuse("expected at least one " + name);
        }
        return RationalMatrix.ofRows(rows, rows.get(0).size());
    }

    /** A list of numbers; {@code place} names one of them in messages, before its number from 1. */
    private List<Rational> numbers(Source part, String place) {
        requireArray(part, place + "1: expected a list of numbers");
        parser.nextToken();
        return numbersFrom(part, place);
    }

    /** The numbers of a list of which the first token, after the opening bracket, is read. */
    private List<Rational> numbersFrom(Source part, String place) {
        List<Rational> numbers = new ArrayList<>();
        for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
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
