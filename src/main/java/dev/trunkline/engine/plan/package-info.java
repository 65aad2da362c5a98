/**
 * How a chat is to be held: by its config, and by its handshake. May import the settings of {@code hearing} and
 * {@code mind}, {@code wire} and HTTP requests. Start reading at {@link dev.trunkline.engine.plan.ChatPlan}.
 */
@NullMarked
package dev.trunkline.engine.plan;

import org.jspecify.annotations.NullMarked;
