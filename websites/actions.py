"""What is noted in the trail of a site."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class WebsiteAction(Action):
    """What people and the system do to a site."""

    IMAGE_ADDED = "websites.image.added", _("Photo added")
    IMAGE_DELETED = "websites.image.deleted", _("Photo deleted")
    CHANGED = "websites.site.changed", _("Site changed")
    MADE = "websites.site.made", _("Site made")
    MOVED = "websites.site.moved", _("Site given another address")
    PUBLISHED = "websites.site.published", _("Site published")
    UNDONE = "websites.site.undone", _("Change of a site taken back")
    UNPUBLISHED = "websites.site.unpublished", _("Site taken off line")
