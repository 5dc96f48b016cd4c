package jp.meishigura.bench.consent;

import java.net.URI;

/**
 * A person who was asked.
 *
 * @param card the card's id
 * @param link where the person answers; it is a secret between us and the person
 */
record AskedPerson(String card, URI link) {
  @Override
  public String toString() {
    return "AskedPerson of " + card;
  }
}
