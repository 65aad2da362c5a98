/**
 * Rules of the operator's: what is to be done when a caller sounds, says or does something. Knows no call: it is told what happens,
 * and says which rules that fulfils.
 *
 * <p>May import nothing of ours. Start reading at {@link dev.trunkline.rules.RuleBook}.
 */
@NullMarked
package dev.trunkline.rules;

import org.jspecify.annotations.NullMarked;
