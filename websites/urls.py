"""URLs of the pages for owners of sites; those for visitors are in urls_public."""

from django.urls import path

from websites.views import editor, images, inbox, preview, publish

app_name = "websites"
urlpatterns = [
    path("businesses/<uuid:business_id>/site/", editor.make, name="make"),
    path("sites/<uuid:site_id>/", editor.editor, name="editor"),
    path("sites/<uuid:site_id>/write/", editor.save_section, name="save_section"),
    path("sites/<uuid:site_id>/look/", editor.look, name="look"),
    path("sites/<uuid:site_id>/arrange/", editor.arrange, name="arrange"),
    path("sites/<uuid:site_id>/review/", editor.resolve_changed_text, name="resolve_changed_text"),
    path("sites/<uuid:site_id>/command/", editor.command, name="command"),
    path("sites/<uuid:site_id>/undo/", editor.undo, name="undo"),
    path("sites/<uuid:site_id>/redo/", editor.redo, name="redo"),
    path("sites/<uuid:site_id>/images/", images.images, name="images"),
    path("sites/<uuid:site_id>/publish/", publish.state, name="publish"),
    path("sites/<uuid:site_id>/online/", publish.publish, name="go_online"),
    path("sites/<uuid:site_id>/offline/", publish.unpublish, name="go_offline"),
    path("sites/<uuid:site_id>/address/", publish.address, name="address"),
    path("sites/<uuid:site_id>/qr.svg", publish.qr, name="qr"),
    path("sites/<uuid:site_id>/site.zip", publish.download, name="download"),
    path("sites/<uuid:site_id>/messages/", inbox.inbox, name="messages"),
    path("sites/<uuid:site_id>/messages/<uuid:message_id>/", inbox.mark, name="message_mark"),
    path("sites/<uuid:site_id>/messages/<uuid:message_id>/delete/", inbox.delete, name="message_delete"),
    path("sites/<uuid:site_id>/preview/", preview.page, name="preview_page"),
    path("sites/<uuid:site_id>/preview/frames/", preview.frames, name="preview"),
    path("sites/<uuid:site_id>/preview/keep/", preview.keep, name="preview_keep"),
    path(
        "sites/<uuid:site_id>/preview/images/<uuid:image_id>/<slug:size>/",
        preview.image,
        name="preview_image",
    ),
    path("sites/<uuid:site_id>/themes/", preview.chooser, name="themes"),
    path("briefs/<uuid:brief_id>/site-preview/", preview.brief_page, name="brief_preview"),
]
