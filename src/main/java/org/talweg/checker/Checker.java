package org.talweg.checker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Verifies a certificate: all claims, or it refuses the first that the evidence does not show. */
public final class Checker {

    /** The most rows, and cells, of a certificate with a search. */
    public static final int MOST_SEARCH_ROWS = 62;

    public static final int MOST_SEARCH_CELLS = 1024;

    private Checker() {}

    /**
     * Verifies the certificate in a stream, plain or compressed by gzip.
     *
     * @param sha256 of the data that the certificate must be about (see the format); null if it may be about any
     */
    public static Report verify(InputStream in, String sha256) {
        Claims claims = null;
        String refused;
        try {
            claims = claims(new JsonReader(unpacked(in)), sha256);
            List<Report.Proof> proofs = claims.run();
            return new Report(proofs, claims.notClaimed(), Optional.empty());
        } catch (Refusal e) {
            refused = e.getMessage();
        } catch (IOException e) {
            refused = "the file cannot be read: " + e.getMessage();
        } catch (RuntimeException e) {
            // No input is known to lead here. What cannot be evaluated is not verified.
            refused = "the evidence cannot be evaluated: " + e.getClass().getSimpleName();
        } catch (OutOfMemoryError e) {
            refused = "it takes more memory than there is";
        }
        Claim claim = claims == null ? Claim.of("format") : claims.claim();
        return new Report(List.of(), List.of(), Optional.of(new Report.Refused(claim, refused)));
    }

    /** Reads the format, and gives its claims. */
    private static Claims claims(JsonReader json, String sha256) throws IOException, Refusal {
        json.begin();
        json.pass('{');
        json.name("format", true);
        String format = json.text(40);
        if (format.equals(PopulationVerifier.FORMAT)) {
            Refusal.unless(sha256 == null, "the certificate is not about a data set");
            return new PopulationVerifier(json);
        }
        Refusal.unless(
                format.equals(Verifier.FORMAT),
                "expected %s or %s, found %s",
                Verifier.FORMAT,
                PopulationVerifier.FORMAT,
                format);
        return new Verifier(json, sha256);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
