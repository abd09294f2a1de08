package org.talweg.certificate;

/** A signed cell, by its number in the certificate, that carries no mass, and why. */
public record SlackCell(int cell, Multipliers multipliers) {}
