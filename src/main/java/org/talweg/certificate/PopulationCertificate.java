package org.talweg.certificate;

import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** A certificate of spurious minima of the population loss. */
public record PopulationCertificate(List<Minimum> minima) {

    /** The format and its version. */
    public static final String FORMAT = "talweg-population-1";

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /**
     * One minimum.
     *
     * @param sizes of the groups
     * @param fixed neurons without a group
     * @param center parameters near it, all doubles
     * @param bits the parameters are within 2^-bits of the center
     * @param loss contains the loss
     * @param eigenvalue a lower bound of the Hessian's eigenvalues, a double
     */
    public record Minimum(
            List<Integer> sizes, int fixed, List<Rational> center, int bits, Enclosure loss, Rational eigenvalue) {

        private String sha256() {
            String text = sizes + " " + fixed + " " + center + " " + bits + " " + loss.lower() + " " + loss.upper()
                    + " " + eigenvalue;
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                // Every Java platform must have it.
                throw new IllegalStateException(e);
            }
        }
    }

    public PopulationCertificate {
        minima = List.copyOf(minima);
    }

    /** Writes it and a line feed; does not close {@code out}. */
    public void write(Writer out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeArrayPropertyStart("minima");
            for (Minimum m : minima) {
                json.writeStartObject();
                json.writeArrayPropertyStart("sizes");
                m.sizes.forEach(json::writeNumber);
                json.writeEndArray();
                json.writeNumberProperty("fixed", m.fixed);
                json.writeArrayPropertyStart("center");
                m.center.forEach(c -> json.writeString(c.toString()));
                json.writeEndArray();
                json.writeNumberProperty("radius", m.bits);
                json.writeArrayPropertyStart("loss");
                json.writeString(m.loss.lower().toString());
                json.writeString(m.loss.upper().toString());
                json.writeEndArray();
                json.writeStringProperty("eigenvalue", m.eigenvalue.toString());
                json.writeStringProperty("sha256", m.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        write(text);
        return text.toString();
    }
}
