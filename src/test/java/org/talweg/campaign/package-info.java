/**
 * A campaign that tries to break the program: random problems that lean to degeneracy, and every statement of the command line about them held against
 * computations that share no code with it. {@code mvn -Pcampaign test-compile exec:exec} runs it.
 */
package org.talweg.campaign;
