/**
 * A dialog model that follows a script of a contact centre, with no network and no language model. May import the port and
 * {@code engine.mind.meaning}. Start reading at {@link dev.trunkline.engine.mind.script.ScriptedDialogModel}.
 */
@NullMarked
package dev.trunkline.engine.mind.script;

import org.jspecify.annotations.NullMarked;
