/**
 * Calls as people make them: with "mm-hm", coughs, words aside, hesitations, noise, a loudspeaker; two hundred of them, seeded,
 * and what the panel says of the agent. Start at {@link dev.trunkline.lab.scene.SceneBook}. Imports the caller, the carrier and
 * the panel.
 */
@NullMarked
package dev.trunkline.lab.scene;

import org.jspecify.annotations.NullMarked;
