package org.talweg.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes JSON from records, ordered maps, lists and iterators: fields in the order given, the same bytes for the same
 * value.
 *
 * <p>A {@link Rational} becomes {@code "p/q"}, an {@link Enclosure} {@code {"lower","upper","approx"}} with approx the
 * double nearest to its middle, a {@link BigInteger} a string of digits, a {@link SignVector} a string over {@code + 0 -},
 * vectors and matrices arrays.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // The platform's line separator would make the bytes depend on the platform.
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .addModule(new SimpleModule()
                    .addSerializer(Rational.class, text())
                    .addSerializer(BigInteger.class, text())
                    .addSerializer(SignVector.class, text())
                    .addSerializer(Enclosure.class, serializer((value, out) -> {
                        out.writeStartObject();
                        out.writeStringProperty("lower", value.lower().toString());
                        out.writeStringProperty("upper", value.upper().toString());
                        out.writeNumberProperty("approx", value.middle().doubleValue());
                        out.writeEndObject();
                    }))
                    .addSerializer(RationalVector.class, serializer((value, out) -> out.writePOJO(value.toList())))
                    .addSerializer(RationalMatrix.class, serializer((value, out) -> {
                        out.writeStartArray();
                        for (int i = 0; i < value.rows(); i++) {
                            out.writePOJO(value.row(i));
                        }
                        out.writeEndArray();
                    })))
            .build();

    private Json() {}

    /** An ordered, changeable map from names and values in turn; values may be null. */
    public static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /**
     * Writes {@code value} and a line feed; does not close {@code out}.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(Object value, Writer out) throws IOException {
        try {
            MAPPER.writeValue(out, value);
        } catch (JacksonIOException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
        out.write('\n');
    }

    @FunctionalInterface
    private interface Body<T> {
        void write(T value, JsonGenerator out);
    }

    private static <T> ValueSerializer<T> text() {
        return serializer((value, out) -> out.writeString(value.toString()));
    }

    private static <T> ValueSerializer<T> serializer(Body<T> body) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                body.write(value, out);
            }
        };
    }
}
