package dev.trunkline.engine.chat;

/** The names of a chat. Immutable. */
record ChatIds(String chatId, String chatGroupId, String requestId) {}
