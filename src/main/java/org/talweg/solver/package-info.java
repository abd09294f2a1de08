/** A guess for one program: column generation over cells, sequential quadratic programs (ojAlgo), small decay. Nothing here decides anything. */
package org.talweg.solver;
