package jp.meishigura.contacts.domain.view;

import jp.meishigura.contacts.domain.gate.ProcessingState;

/** What is known of a person's consent to a purpose. */
public record ConsentNote(String purpose, ProcessingState state) {}
