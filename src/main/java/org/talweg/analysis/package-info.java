/**
 * The front door for Java users: one problem and everything that is proved about it ({@link org.talweg.analysis.Analysis}), all limits ({@link org.talweg.analysis.Effort}), what is said before and during
 * long work, certificates that the checker accepts.
 */
package org.talweg.analysis;
