import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { SortableTable } from "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs";
import { keepCount } from "./register-count.js";
import { followProgress } from "./progress.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const part of [Button, CharacterCount, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, SortableTable]) {
  createAll(part);
}
keepCount();
followProgress();
