/**
 * What was said, over one chat or several: in memory for models, and as events for the history. May import {@code mind},
 * {@code history}, {@code plan} and {@code wire}. Start reading at {@link dev.trunkline.engine.conversation.ChatGroups}.
 */
@NullMarked
package dev.trunkline.engine.conversation;

import org.jspecify.annotations.NullMarked;
