/**
 * Who speaks in a chat, and when: the caller's words come in, the agent's sentences go out. May import what hears, thinks,
 * speaks and remembers ({@code hearing}, {@code mind}, {@code speaking}, {@code conversation}, {@code plan}, {@code tools},
 * {@code wire}), and neither the socket nor those who observe. Start reading at {@link dev.trunkline.engine.turns.TurnTaking}.
 */
@NullMarked
package dev.trunkline.engine.turns;

import org.jspecify.annotations.NullMarked;
