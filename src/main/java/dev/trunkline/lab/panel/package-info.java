/**
 * How two people's speech goes together, measured from who was heard when: the eight interaction metrics of tau-voice, and
 * dead air. Start at {@link dev.trunkline.lab.panel.LineActivity}. Imports the telephone and nothing else of ours.
 */
@NullMarked
package dev.trunkline.lab.panel;

import org.jspecify.annotations.NullMarked;
