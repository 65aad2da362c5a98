package dev.trunkline.engine.history;

import java.util.List;

/**
 * Some of many. Immutable.
 *
 * @param items of this page
 * @param total of all pages
 */
public record Page<T>(List<T> items, long total) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part of a list is wanted.
     *
     * @param number from 0
     * @param size 1 to 100, or more inside this process
     * @param ascending oldest first
     */
    public record Request(int number, int size, boolean ascending) {}
}
