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
        Verifier verifier = null;
        String refused;
        try {
            verifier = new Verifier(new JsonReader(unpacked(in)), sha256);
            List<Report.Proof> proofs = verifier.run();
            return new Report(proofs, verifier.notClaimed(), Optional.empty());
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
        Claim claim = verifier == null ? Claim.of("format") : verifier.claim();
        return new Report(List.of(), List.of(), Optional.of(new Report.Refused(claim, refused)));
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
