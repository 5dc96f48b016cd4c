package jp.meishigura.contacts.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of the open cards.
 *
 * @param after the last card of the page before; absent for the first page
 */
public record OpenCards(String purpose, @Nullable UUID after, int limit) {}
