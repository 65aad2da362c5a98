/**
 * Dialog models, which decide what the agent says and does: the port, and what a model is asked. Imports nothing of ours, no Netty
 * and no threads. Start reading at {@link dev.trunkline.engine.mind.DialogModel}.
 */
@NullMarked
package dev.trunkline.engine.mind;

import org.jspecify.annotations.NullMarked;
