/**
 * Those who observe an open chat, and those who send messages into it. May import {@code wire} and the network; of a chat
 * it knows {@link dev.trunkline.engine.controlplane.OpenChat} alone, where reading starts.
 */
@NullMarked
package dev.trunkline.engine.controlplane;

import org.jspecify.annotations.NullMarked;
