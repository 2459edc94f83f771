-- No entry of the ledger changes or goes; a new one extends the head, now, with its own hash.
CREATE TRIGGER claims_guard_ledger_update BEFORE UPDATE ON claims_ledgerentry
BEGIN
  SELECT RAISE(ABORT, 'guard: an entry of the ledger never changes');
END;;

CREATE TRIGGER claims_guard_ledger_delete BEFORE DELETE ON claims_ledgerentry
BEGIN
  SELECT RAISE(ABORT, 'guard: an entry of the ledger is never deleted');
END;;

CREATE TRIGGER claims_guard_ledger_insert BEFORE INSERT ON claims_ledgerentry
WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM claims_ledgerentry)
  OR NEW.previous_hash IS NOT COALESCE((SELECT hash FROM claims_ledgerentry ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
  OR NEW.hash IS NOT claims_sha256(NEW.body)
  OR NEW.sequence IS NOT json_extract(NEW.body, '$.sequence')
  OR NEW.previous_hash IS NOT json_extract(NEW.body, '$.previous')
  OR NEW.subject IS NOT json_extract(NEW.body, '$.subject')
  OR NEW.version IS NOT json_extract(NEW.body, '$.version')
  OR NEW.version IS NOT COALESCE(
    (SELECT version + 1 FROM claims_claim WHERE reference = NEW.subject),
    (SELECT MAX(version) + 1 FROM claims_ledgerentry WHERE subject = NEW.subject),
    1
  )
  OR NEW.act IS NOT json_extract(NEW.body, '$.act')
  OR datetime(NEW.recorded_at) IS NOT datetime(json_extract(NEW.body, '$.at'))
  OR NEW.recorded_at < (SELECT recorded_at FROM claims_ledgerentry ORDER BY sequence DESC LIMIT 1)
  OR abs(julianday(NEW.recorded_at) - julianday('now')) * 1440 > {skew_minutes}
BEGIN
  SELECT RAISE(ABORT, 'guard: an entry must extend the head of the ledger');
END;;

-- A claim that is or was public changes only where the ledger says the same for its next version.
CREATE TRIGGER claims_guard_claim_insert BEFORE INSERT ON claims_claim
WHEN NEW.publication IN ('published', 'withdrawn')
  OR EXISTS (
    SELECT 1 FROM claims_claim
    WHERE (id = NEW.id OR reference = NEW.reference) AND publication IN ('published', 'withdrawn')
  )
BEGIN
  SELECT RAISE(ABORT, 'guard: a claim comes in as a draft or in review; publish it at the desk');
END;;

CREATE TRIGGER claims_guard_claim_delete BEFORE DELETE ON claims_claim
WHEN OLD.publication IN ('published', 'withdrawn')
BEGIN
  SELECT RAISE(ABORT, 'guard: a claim that has been public is never deleted');
END;;

CREATE TRIGGER claims_guard_claim_update BEFORE UPDATE ON claims_claim
WHEN (OLD.publication IN ('published', 'withdrawn') OR NEW.publication IN ('published', 'withdrawn'))
  AND (
    OLD.id, OLD.reference, OLD.version, OLD.claimant_id, OLD.event_id, OLD.question_id, OLD.place_id, OLD.supersedes_id,
    OLD.kind, OLD.position, OLD.statement, OLD.quotation, OLD.original_text, OLD.language, OLD.asserted, OLD.about,
    OLD.publication, OLD.status
  ) IS NOT (
    NEW.id, NEW.reference, NEW.version, NEW.claimant_id, NEW.event_id, NEW.question_id, NEW.place_id, NEW.supersedes_id,
    NEW.kind, NEW.position, NEW.statement, NEW.quotation, NEW.original_text, NEW.language, NEW.asserted, NEW.about,
    NEW.publication, NEW.status
  )
  AND NOT EXISTS (
    SELECT 1 FROM claims_ledgerentry AS entry
    WHERE NEW.id = OLD.id AND NEW.reference = OLD.reference
      AND entry.subject = NEW.reference
      AND entry.version = NEW.version AND NEW.version = OLD.version + 1
      AND json_extract(entry.body, '$.state.claimant.slug') IS (SELECT slug FROM claims_claimant WHERE id = NEW.claimant_id)
      AND json_extract(entry.body, '$.state.event.slug') IS (SELECT slug FROM claims_event WHERE id = NEW.event_id)
      AND json_extract(entry.body, '$.state.question.slug') IS (SELECT slug FROM claims_question WHERE id = NEW.question_id)
      AND json_extract(entry.body, '$.state.place.slug') IS (SELECT slug FROM claims_place WHERE id = NEW.place_id)
      AND json_extract(entry.body, '$.state.supersedes') IS (SELECT reference FROM claims_claim WHERE id = NEW.supersedes_id)
      AND json_extract(entry.body, '$.state.kind') IS NEW.kind
      AND json_extract(entry.body, '$.state.position') IS NEW.position
      AND json_extract(entry.body, '$.state.statement') IS NEW.statement
      AND json_extract(entry.body, '$.state.quotation') IS NEW.quotation
      AND json_extract(entry.body, '$.state.original_text') IS NEW.original_text
      AND json_extract(entry.body, '$.state.language') IS NEW.language
      AND json_extract(entry.body, '$.state.asserted') IS NEW.asserted
      AND json_extract(entry.body, '$.state.about') IS NEW.about
      AND json_extract(entry.body, '$.state.publication') IS NEW.publication
      AND json_extract(entry.body, '$.state.status') IS NEW.status
  )
BEGIN
  SELECT RAISE(ABORT, 'guard: the ledger does not say this of the claim; change it at the desk');
END;;

-- A decided assessment never changes; one of a public claim is decided only where the ledger says so.
CREATE TRIGGER claims_guard_assessment_insert BEFORE INSERT ON claims_assessment
WHEN NEW.state <> 'proposed'
  OR EXISTS (SELECT 1 FROM claims_assessment WHERE (id = NEW.id OR (claim_id = NEW.claim_id AND number = NEW.number)) AND state <> 'proposed')
BEGIN
  SELECT RAISE(ABORT, 'guard: an assessment comes in as proposed; decide on it at the desk');
END;;

CREATE TRIGGER claims_guard_assessment_delete BEFORE DELETE ON claims_assessment
WHEN OLD.state <> 'proposed'
BEGIN
  SELECT RAISE(ABORT, 'guard: a decided assessment is never deleted');
END;;

CREATE TRIGGER claims_guard_assessment_update BEFORE UPDATE ON claims_assessment
WHEN OLD.state <> 'proposed'
  OR (
    NEW.state = 'approved'
    AND EXISTS (SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND publication IN ('published', 'withdrawn'))
    AND NOT EXISTS (
      SELECT 1 FROM claims_claim AS claim JOIN claims_ledgerentry AS entry ON entry.subject = claim.reference
      WHERE claim.id = NEW.claim_id
        AND entry.version = claim.version + 1
        AND json_extract(entry.body, '$.state.assessment.number') = NEW.number
        AND json_extract(entry.body, '$.state.assessment.status') = NEW.status
        AND json_extract(entry.body, '$.state.assessment.credibility') = NEW.credibility
        AND json_extract(entry.body, '$.state.assessment.rationale') = NEW.rationale
    )
  )
BEGIN
  SELECT RAISE(ABORT, 'guard: the ledger does not say this of the assessment; decide on it at the desk');
END;;

-- A confirmed link between public claims stands, changes and goes only where the ledger says the same.
CREATE TRIGGER claims_guard_link_insert BEFORE INSERT ON claims_claimlink
WHEN NEW.state = 'confirmed'
  OR EXISTS (
    SELECT 1 FROM claims_claimlink
    WHERE state = 'confirmed' AND (
      id = NEW.id
      OR (kind = NEW.kind AND min(first_id, second_id) = min(NEW.first_id, NEW.second_id) AND max(first_id, second_id) = max(NEW.first_id, NEW.second_id))
    )
  )
BEGIN
  SELECT RAISE(ABORT, 'guard: a link comes in as suggested; confirm it at the desk');
END;;

CREATE TRIGGER claims_guard_link_delete BEFORE DELETE ON claims_claimlink
WHEN OLD.state = 'confirmed' AND (
  SELECT COUNT(*) FROM claims_claim WHERE id IN (OLD.first_id, OLD.second_id) AND publication = 'published'
) = 2
BEGIN
  SELECT RAISE(ABORT, 'guard: a confirmed link between public claims is never deleted; set it aside at the desk');
END;;

CREATE TRIGGER claims_guard_link_update BEFORE UPDATE ON claims_claimlink
WHEN (OLD.state = 'confirmed' OR NEW.state = 'confirmed')
  AND (OLD.id, OLD.first_id, OLD.second_id, OLD.kind, OLD.basis, OLD.rationale, OLD.state)
    IS NOT (NEW.id, NEW.first_id, NEW.second_id, NEW.kind, NEW.basis, NEW.rationale, NEW.state)
  AND (
    (SELECT COUNT(*) FROM claims_claim WHERE id IN (OLD.first_id, OLD.second_id) AND publication = 'published') = 2
    OR (SELECT COUNT(*) FROM claims_claim WHERE id IN (NEW.first_id, NEW.second_id) AND publication = 'published') = 2
  )
  AND NOT EXISTS (
    SELECT 1 FROM claims_claim AS first JOIN claims_claim AS second JOIN claims_ledgerentry AS entry
      ON entry.subject = first.reference || ' ' || NEW.kind || ' ' || second.reference
    WHERE first.id = NEW.first_id AND second.id = NEW.second_id
      AND (NEW.id, NEW.first_id, NEW.second_id, NEW.kind) = (OLD.id, OLD.first_id, OLD.second_id, OLD.kind)
      AND entry.version = (SELECT MAX(version) FROM claims_ledgerentry WHERE subject = entry.subject)
      AND json_extract(entry.body, '$.state.basis') IS NEW.basis
      AND json_extract(entry.body, '$.state.rationale') IS NEW.rationale
      AND json_extract(entry.body, '$.state.state') IS NEW.state
  )
BEGIN
  SELECT RAISE(ABORT, 'guard: the ledger does not say this of the link; change it at the desk');
END;;
