package dev.trunkline.engine.conversation;

/** The names of a chat. Immutable. */
public record ChatIds(String chatId, String chatGroupId, String requestId) {}
