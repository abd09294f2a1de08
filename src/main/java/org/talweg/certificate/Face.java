package org.talweg.certificate;

import java.util.List;

/**
 * A face that rays lie on.
 *
 * @param covector over {@code + 0 -}
 * @param charts of the face; empty if it lies on no hyperplane, or if nothing is claimed about its structure
 */
public record Face(String covector, List<Chart> charts) {

    public Face {
        charts = List.copyOf(charts);
    }
}
